"""How the fields of ListingIndex and of its parks become columns: read, compared and kept.

A field added to the model is a column at once; one of a sort unknown here stops the writing.
"""

import datetime
import hashlib
import operator
from dataclasses import dataclass
from functools import cache

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import models

from finding.snapshot.columns import FEW_VALUES, Block, Codes, Flags, Lists, Texts, packed
from parks.models import ListingIndex, Park

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
FORMAT = 1
# What public_at() asks of a park.
PARK_FIELDS = ("status", "publish_at", "expire_at")


def _as_it_is(value):
    return value


def _word(value):
    if not isinstance(value, str):
        raise TypeError(value)
    return str(value)


@dataclass(frozen=True)
class Sort:
    """A sort of field: how its column is asked for in SQL, kept and compared."""

    sql: str
    dtype: type
    null: object = None
    encode: object = _as_it_is  # of a value compared with; TypeError for one of another sort


FLOATS = Sort("{}", np.float64, np.nan, float)
NUMBERS = Sort("{}::bigint", np.int64, -(2**63), operator.index)
BOOLEANS = Sort("{}::int", np.int8, -1, operator.index)
DAYS = Sort("{} - date '1970-01-01'", np.int32, -(2**31), lambda day: (day - EPOCH.date()).days)
MOMENTS = Sort(
    "(extract(epoch FROM {}) * 1000000)::bigint",
    np.int64,
    -(2**63),
    lambda moment: (moment - EPOCH) // MICROSECOND,
)
WORDS = Sort("{}", object, None, _word)
LISTS = Sort("{}", object)
TEXTS = Sort("{}", object)
SORTS = (
    (ArrayField, LISTS),
    (models.TextField, TEXTS),
    (models.CharField, WORDS),
    (models.BooleanField, BOOLEANS),
    (models.FloatField, FLOATS),
    (models.DateTimeField, MOMENTS),
    (models.DateField, DAYS),
    ((models.ForeignKey, models.IntegerField), NUMBERS),
)


def sort_of(field) -> Sort:
    for classes, sort in SORTS:
        if isinstance(field, classes):
            return sort
    raise TypeError(f"no column for {field}")


@dataclass(frozen=True)
class Layout:
    """The columns of a model: {name of the field: its sort}."""

    model: type[models.Model]
    sorts: dict

    @property
    def key(self):
        return self.model._meta.pk.column

    def select(self, where: str) -> str:
        columns = [
            sort.sql.format(self.model._meta.get_field(name).column)
            for name, sort in self.sorts.items()
        ]
        return (
            f"SELECT {', '.join([self.key, *columns])} FROM {self.model._meta.db_table} "  # noqa: S608 -- our own names
            f"WHERE {where} ORDER BY {self.key}"
        )

    def block(self, rows) -> Block:
        """Rows as `select` gives them."""
        keys, *columns = zip(*rows, strict=True) if rows else [()] * (len(self.sorts) + 1)
        made = {
            name: column_of(sort, stored(sort, values))
            for (name, sort), values in zip(self.sorts.items(), columns, strict=True)
        }
        return Block(np.array(keys, np.int64), made)


@cache
def listings() -> Layout:
    fields = [f for f in ListingIndex._meta.concrete_fields if not f.primary_key]
    return Layout(ListingIndex, {field.name: sort_of(field) for field in fields})


@cache
def parks() -> Layout:
    return Layout(Park, {name: sort_of(Park._meta.get_field(name)) for name in PARK_FIELDS})


@cache
def stamp() -> str:
    """Another one for every other layout: a file of an older release is not read."""
    described = [
        (name, sort.sql, str(sort.dtype))
        for layout in (listings(), parks())
        for name, sort in layout.sorts.items()
    ]
    return hashlib.sha256(repr((FORMAT, np.little_endian, described)).encode()).hexdigest()


def stored(sort, values):
    """A batch of values as numpy holds them; words, lists and texts as they are."""
    if sort.dtype is object:
        return list(values)
    return np.array([sort.null if value is None else value for value in values], sort.dtype)


def column_of(sort, values):
    if sort is LISTS:
        return _lists(values)
    if sort is TEXTS:
        units, starts = text_units(values)
        return Texts(units, starts)
    if sort is WORDS:
        known = sorted({value for value in values if value is not None})
        place = {value: code for code, value in enumerate(known, 1)}
        codes = np.array([place.get(value, 0) for value in values], np.int32)
        return coded(codes, known)
    return measured(sort, values)


def measured(sort, values):
    is_null = np.isnan(values) if sort is FLOATS else values == sort.null
    known = np.unique(values[~is_null])
    codes = np.searchsorted(known, values).astype(np.int32)
    codes += 1
    codes[is_null] = 0
    return coded(codes, known)


def coded(codes, values):
    """The column that suits the number of its values."""
    if len(values) <= FEW_VALUES:
        return Flags(np.array([packed(codes == n) for n in range(len(values) + 1)]), values)
    return Codes(codes.astype(_narrowest(len(values))), values)


def _narrowest(most):
    return next(kind for kind in (np.uint8, np.uint16, np.uint32) if most <= np.iinfo(kind).max)


def _lists(values):
    numbers = np.array([len(one) for one in values], np.int64)
    flat = np.array([number for one in values for number in one], np.int64)
    return listed(numbers, flat)


def listed(numbers, flat):
    """`numbers`: how many of `flat` belong to each row."""
    known = np.unique(flat)
    rows = np.repeat(np.arange(len(numbers), dtype=np.int32), numbers)
    sets = [packed(numbers == 0)]
    for value in known:
        held = np.zeros(len(numbers), bool)
        held[rows[flat == value]] = True
        sets.append(packed(held))
    return Lists(np.array(sets), known)


def text_units(texts):
    """(UTF-16, where each text begins), a NUL before each."""
    joined = "".join(f"\0{text}" for text in texts)
    units = np.frombuffer(joined.encode("utf-16-le"), np.uint16)
    return units, np.flatnonzero(units == 0)
