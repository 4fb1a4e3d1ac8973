"""Parts and values that many pages share, kept while nothing public of their place has changed."""

import pickle
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, runtime_checkable

from django.db.models import QuerySet

from core.late_rows import LateRows
from core.outages import noticing_stand_ins
from core.page_store import PageStore

# Objects take about so many times the bytes of their pickle; letters two bytes each.
ALL = slice(None)
BYTES_PER_PICKLED, BYTES_PER_LETTER = 4, 2


class Edition(Hashable, Protocol):
    """A state of what is public at a place (publishing.editions.current)."""

    is_last_known: bool


@runtime_checkable
class Texts(Protocol):
    """What is kept mostly for its texts."""

    texts: Sequence[str]


class KeptParts:
    """What is kept of one place, for a request that began in one edition of it.

    The edition was read before anything else: what is made now may be newer than it says, never
    older. What is made is handed to every reader and thread: it holds nothing of a request, and
    nobody changes it.
    """

    def __init__(self, store: PageStore, place: str, edition: Edition):
        self._store, self._place, self._edition = store, place, edition

    def get[Value](self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make()` gave in this edition, made now where it is not in hand.

        What an outage had a part in, or was made while nobody knows the edition, is not kept.
        """
        address = (self._place, key)
        found = self._store.get(address)
        if found is not None and found[0] == self._edition:
            return found[1]
        with noticing_stand_ins() as stand_ins:
            value = make()
        if not (stand_ins.were_used or self._edition.is_last_known):
            self._store.put(address, (self._edition, value), _size_of(value))
        return value

    def rows(self, rows: QuerySet, part: slice = ALL) -> Iterable:
        """A part of them, to be drawn as parts that may be in hand: then only keys are read."""
        return LateRows.of(rows.order_by(), rows.values_list("pk", flat=True)[part])

    def list(self, name: str, build: Callable[[], QuerySet], part: slice = ALL) -> Iterable:
        """The same for a list that is one and the same in the whole place: its keys are kept, too.

        The queryset is built only where something has to be read.
        """
        model, keys, annotations = self.get(("list", name), lambda: _known_by_keys(build(), part))
        return LateRows(model, keys, lambda pks: build().order_by().filter(pk__in=pks), annotations)


class NothingKept:
    """For whoever reads a place outside a page: all is made when asked for."""

    def get[Value](self, key: Hashable, make: Callable[[], Value]) -> Value:
        return make()

    def rows(self, rows: QuerySet, part: slice = ALL) -> Iterable:
        return [*rows[part]]

    def list(self, name: str, build: Callable[[], QuerySet], part: slice = ALL) -> Iterable:  # noqa: ARG002 -- as above
        return self.rows(build(), part)


NOTHING_KEPT = NothingKept()


def rows_of(kept, page):
    """The rows of a page of Django's Paginator."""
    part = slice(max(0, page.start_index() - 1), page.end_index())
    return kept.rows(page.paginator.object_list, part)


def _known_by_keys(rows, part):
    keys = [*rows.values_list("pk", flat=True)[part]]
    return rows.model, keys, frozenset(rows.query.annotations)


def _size_of(value):
    """About the bytes that it takes in memory."""
    if isinstance(value, Texts):
        return sum(map(len, value.texts)) * BYTES_PER_LETTER
    return len(pickle.dumps(value)) * BYTES_PER_PICKLED
