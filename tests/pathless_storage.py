"""A storage as object stores are: files have names and addresses, and no path on this machine."""

from django.core.files.storage import InMemoryStorage


class PathlessStorage(InMemoryStorage):
    def path(self, name):
        raise NotImplementedError("files lie elsewhere")

    def _relative_path(self, name):
        return name or "."
