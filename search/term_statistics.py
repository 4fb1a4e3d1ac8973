"""How common words and dates are, as PostgreSQL's statistics know it: read, never counted."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from core.refreshed import Refreshed
from search.date_shares import DateShares

STATEMENT = """
SELECT words.most_common_elems::text::text[], words.most_common_elem_freqs,
    dates.most_common_vals::text::date[], dates.most_common_freqs,
    dates.histogram_bounds::text::date[], greatest(relation.reltuples, 0)
FROM pg_class AS relation
LEFT JOIN pg_stats AS words ON words.tablename = relation.relname
    AND words.schemaname = current_schema() AND words.attname = 'vector'
LEFT JOIN pg_stats AS dates ON dates.tablename = relation.relname
    AND dates.schemaname = current_schema() AND dates.attname = 'dated_on'
WHERE relation.oid = to_regclass('search_searchentry')
"""


class Statistics(NamedTuple):
    """Shares of entries that hold a lexeme, for the most common few thousand lexemes."""

    shares: dict[str, float]
    entries: float
    dates: DateShares = DateShares({}, [])


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

    @property
    def dates(self) -> DateShares:
        return self._statistics.get().dates


def _read_statistics(before):
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT)
        *lists, entries = cursor.fetchone() or (None,) * 5 + (0,)
    lexemes, shares, days, day_shares, bounds = (found or () for found in lists)
    # Three more shares follow those of the lexemes: the least, the greatest, that of NULL.
    dates = DateShares(dict(zip(days, day_shares, strict=True)), bounds)
    return Statistics(dict(zip(lexemes, shares, strict=False)), entries, dates)


FREQUENCIES = Frequencies(lambda: settings.SEARCH_WORDS_SECONDS)
