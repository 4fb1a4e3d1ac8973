"""How common words are, as PostgreSQL's statistics know it: read now and then, never counted."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from core.refreshed import Refreshed

STATEMENT = """
SELECT statistics.most_common_elems::text::text[], statistics.most_common_elem_freqs,
    greatest(relation.reltuples, 0)
FROM pg_class AS relation
LEFT JOIN pg_stats AS statistics ON statistics.tablename = relation.relname
    AND statistics.schemaname = current_schema() AND statistics.attname = 'vector'
WHERE relation.oid = to_regclass('search_searchentry')
"""


class Statistics(NamedTuple):
    """Shares of entries that hold a lexeme, for the most common few thousand lexemes."""

    shares: dict[str, float]
    entries: float


class Frequencies:
    """The statistics in hand."""

    def __init__(self, seconds: Callable[[], float]):
        self._statistics = Refreshed(_read_statistics, empty=Statistics({}, 0), seconds=seconds)

    def share(self, lexeme: str) -> float:
        """0 to 1; 0 when the lexeme is not among the common ones."""
        return self._statistics.get().shares.get(lexeme, 0)

    @property
    def entries(self) -> float:
        """About how many entries there are."""
        return self._statistics.get().entries


def _read_statistics(before):
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT)
        lexemes, shares, entries = cursor.fetchone() or (None, None, 0)
    # Three more shares follow those of the lexemes: the least, the greatest, that of NULL.
    return Statistics(dict(zip(lexemes or (), shares or (), strict=False)), entries)


FREQUENCIES = Frequencies(lambda: settings.SEARCH_WORDS_SECONDS)
