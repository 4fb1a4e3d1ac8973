"""How common words are, as PostgreSQL's statistics know it: read now and then, never counted."""

import time
from threading import Lock

from django.conf import settings
from django.db import connection

STATEMENT = """
SELECT statistics.most_common_elems::text::text[], statistics.most_common_elem_freqs,
    greatest(relation.reltuples, 0)
FROM pg_class AS relation
LEFT JOIN pg_stats AS statistics ON statistics.tablename = relation.relname
    AND statistics.schemaname = current_schema() AND statistics.attname = 'vector'
WHERE relation.oid = to_regclass('search_searchentry')
"""


class Frequencies:
    """Shares of entries that hold a lexeme, for the most common few thousand lexemes."""

    def __init__(self):
        self._lock = Lock()
        self._read_at = None
        self.shares: dict[str, float] = {}
        self.entries = 0

    def refresh(self):
        """Read the statistics again when those in hand are SEARCH_WORDS_SECONDS old."""
        seconds = settings.SEARCH_WORDS_SECONDS
        if seconds and (self._read_at is None or time.monotonic() > self._read_at + seconds):
            with self._lock:
                self._read_at = time.monotonic()
                self._read()

    def share(self, lexeme: str) -> float:
        """0 to 1; 0 when the lexeme is not among the common ones."""
        return self.shares.get(lexeme, 0)

    def _read(self):
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT)
            lexemes, shares, self.entries = cursor.fetchone() or (None, None, 0)
        # Three more shares follow those of the lexemes: the least, the greatest, that of NULL.
        self.shares = dict(zip(lexemes or (), shares or (), strict=False))


FREQUENCIES = Frequencies()
