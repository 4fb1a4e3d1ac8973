"""The index of everything public, and what readers asked for and did not find."""

from search.models.entries import SearchEntry, SearchEntryQuerySet
from search.models.missed_queries import MissedQuery
from search.models.reindex_progress import ReindexProgress
from search.models.reindex_requests import ReindexRequest
from search.models.searchable import Searchable
from search.models.synonym_groups import SynonymGroup
from search.models.vocabulary import PendingWords, SearchTerm

__all__ = [
    "MissedQuery",
    "PendingWords",
    "ReindexProgress",
    "ReindexRequest",
    "SearchEntry",
    "SearchEntryQuerySet",
    "SearchTerm",
    "Searchable",
    "SynonymGroup",
]
