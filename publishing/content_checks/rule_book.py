"""What an office has set for its checks: its word lists and how severe each rule is."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Length

from publishing.content_checks.default_words import ALLOWED, MISTAKES
from publishing.content_checks.word_index import WordIndex
from publishing.models import RuleSeverity, WordList

Kind = WordList.Kind


@dataclass(frozen=True)
class RuleBook:
    """Of one place: rows of all sites, of those above and of its own; the nearest one decides."""

    severities: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)  # wrong → right, "" where it just goes
    places: dict[str, str] = field(default_factory=dict)  # likewise
    people: dict[str, frozenset[str]] = field(default_factory=dict)  # name → titles
    allowed: frozenset[str] = frozenset(ALLOWED)

    @classmethod
    def for_region(cls, region):
        """Two queries."""
        severities = _nearest_last(RuleSeverity.objects.all(), region)
        lists = list(_nearest_last(WordList.objects.newest(), region))
        has_general = {row.kind for row in lists if row.site_id is None}
        mistakes = {} if Kind.MISTAKES in has_general else dict(MISTAKES)
        people = {}
        for name, title in _pairs(lists, Kind.PEOPLE):
            people.setdefault(name, set()).add(title)
        return cls(
            severities={row.rule: row.severity for row in severities},
            mistakes=mistakes | dict(_pairs(lists, Kind.MISTAKES)),
            places=dict(_pairs(lists, Kind.PLACES)),
            people={name: frozenset(titles) for name, titles in people.items()},
            allowed=frozenset(ALLOWED) | {word for word, _ in _pairs(lists, Kind.ALLOWED)},
        )

    @cached_property
    def mistake_index(self):
        return WordIndex(self.mistakes)

    @cached_property
    def place_index(self):
        return WordIndex(self.places)

    @cached_property
    def name_index(self):
        return WordIndex(self.people)

    @cached_property
    def allowed_index(self):
        return WordIndex(self.allowed)


_kept: ContextVar[dict | None] = ContextVar("kept books", default=None)


@contextmanager
def books_kept():
    """In an act over many rows the book of each place is read once."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def book_of(region) -> RuleBook:
    """See RuleBook.for_region() and books_kept()."""
    kept = _kept.get()
    if kept is None:
        return RuleBook.for_region(region)
    key = region and region.pk
    if key not in kept:
        kept[key] = RuleBook.for_region(region)
    return kept[key]


def _nearest_last(rows, region):
    above = _paths_above(region.path) if region else []
    own = rows.filter(Q(site=None) | Q(site__region__path__in=above))
    return own.order_by(Length("site__region__path").asc(nulls_first=True), "pk")


def _paths_above(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    lead = "/" if path.startswith("/") else ""
    return [f"{lead}{'/'.join(codes[:depth])}/" for depth in range(1, len(codes) + 1)]


def _pairs(lists: Iterable[WordList], kind) -> Iterable[tuple[str, str]]:
    for row in lists:
        if row.kind == kind:
            yield from row.pairs()
