"""What this process knows of the snapshot: the file of its machine, and what changed since.

What reads the file, numpy with it (19 MB, 0.3 s), is loaded when there is one.
"""

import logging
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from core.outages import may_be_kept
from finding.snapshot.snapshot_errors import BrokenFile, NotInSnapshot

if TYPE_CHECKING:
    from finding.snapshot.lists import Answers, ListSnapshot

logger = logging.getLogger(__name__)

FOLLOW_EVERY = 0.5  # seconds


class CurrentSnapshot:
    """The snapshot of a file as of now, for all threads of a process.

    None without a file, where it is broken or of another release or database, or where more has
    changed since than is kept beside it: then PostgreSQL answers.
    """

    def __init__(self, path: Path, *, follow_every=FOLLOW_EVERY):
        self.path, self.follow_every = path, follow_every
        self._lock = threading.Lock()
        self._known: ListSnapshot | None = None
        self._file = None  # which one is open: (inode, time of writing)
        self._looked_at = float("-inf")

    def answers(self, listing_query, *, is_plain=False) -> "Answers | None":
        """What the snapshot says of a list; None where only the database can say it.

        A plain list asks for nothing that it could not know: its rows are looked for when needed.
        """
        snapshot = self.latest()
        if snapshot is None:
            return None
        try:
            answers = snapshot.asked(listing_query)
            if not is_plain:
                answers.narrowed  # noqa: B018 -- says what the columns do not know
            return answers
        except NotInSnapshot as error:
            logger.error("list snapshot cannot be asked for %s", error)
            return None

    def counts(self, conditions, *, among, now) -> Counter[str] | None:
        """ListSnapshot.counts(); None where only the database can count."""
        snapshot = self.latest()
        if snapshot is None:
            return None
        try:
            return snapshot.counts(conditions, among=among, now=now)
        except NotInSnapshot as error:
            logger.error("list snapshot cannot be asked for %s", error)
            return None

    def latest(self) -> "ListSnapshot | None":
        """At most `follow_every` seconds old; one thread looks, the others take what is known.

        As of now for a page that may be kept: its edition may be later than what is known.
        """
        is_exact = may_be_kept()
        if not is_exact and time.monotonic() - self._looked_at < self.follow_every:
            return self._known
        if not self._lock.acquire(blocking=is_exact or self._known is None):
            return self._known
        try:
            if is_exact or time.monotonic() - self._looked_at >= self.follow_every:
                return self._look()
            return self._known
        finally:
            self._lock.release()

    def _look(self):
        file = self._file_there()
        if file != self._file:
            self._known, self._file = self._opened() if file else None, file
        if self._known is None:
            self._looked_at = time.monotonic()
            return None
        news = self._known.news()
        followed = self._known.after(news)
        if news.is_own:  # of a transaction that may be rolled back: not for others
            return followed
        self._known, self._looked_at = followed, time.monotonic()
        return followed

    def _file_there(self):
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _opened(self):
        from finding.snapshot.reading import opened  # as said above

        try:
            return opened(self.path)
        except (OSError, BrokenFile, KeyError) as error:
            logger.warning("list snapshot is not used: %s", error)
            return None


CURRENT = CurrentSnapshot(settings.LIST_SNAPSHOT)
