"""Why the snapshot does not answer; PostgreSQL does then."""


class BrokenFile(Exception):
    """No file of ours, or not a whole one."""


class NotInSnapshot(LookupError):
    """A condition that only PostgreSQL can answer."""
