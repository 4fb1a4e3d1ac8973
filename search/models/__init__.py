"""The index of everything public, and what readers asked for and did not find."""

from search.models.entries import Searchable, SearchEntry, SearchEntryQuerySet
from search.models.missed import MissedQuery

__all__ = ["MissedQuery", "SearchEntry", "SearchEntryQuerySet", "Searchable"]
