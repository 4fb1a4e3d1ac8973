"""Rows of a page that are known by their keys, and read when somebody looks into one."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from django.db.models import Model, QuerySet


class LateRows:
    """Rows in the order of their keys; all of them are read in one query when the first is.

    A page whose cards are in hand (core/kept_parts.py) thus reads none. `read` gives the rows of
    these keys, with the `annotations` beside their columns.
    """

    def __init__(
        self,
        model: type[Model],
        keys: Iterable[int],
        read: Callable[[list[int]], Iterable[Model]],
        annotations: Iterable[str] = (),
    ):
        self.model, self._keys, self._read = model, list(keys), read
        self.annotations = frozenset(annotations)

    @classmethod
    def of(cls, rows: QuerySet, keys: Iterable[int]):
        return cls(rows.model, keys, lambda pks: rows.filter(pk__in=pks), rows.query.annotations)

    def __len__(self):
        return len(self._keys)

    def __iter__(self) -> Iterator["LateRow"]:
        return map(self.row, self._keys)

    def row(self, key) -> "LateRow":
        return LateRow(self, key)

    @cached_property
    def read(self) -> dict:
        """By key; what was deleted this moment is missing."""
        return {row.pk: row for row in self._read(self._keys)}


class LateRow:
    """One of them. What a view tells of it is its own; all else is the row's."""

    def __init__(self, rows: LateRows, key):
        self._rows, self.pk = rows, key

    @property
    def read_along(self) -> frozenset[str]:
        """What its query gives beside the columns: a card may say more or less with it."""
        return self._rows.annotations

    @property
    def _meta(self):
        return self._rows.model._meta

    def whole(self):
        """The row itself; None where it was deleted this moment."""
        return self._rows.read.get(self.pk)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole(), name)
