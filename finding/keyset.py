"""Pages by the last row's sort key: page 1,000 costs what page 1 costs."""

import base64
import binascii
import datetime
import json
import math
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

PAGE_SIZE = 20
LAST_NUMBERED = 50  # old links with ?page=N
PLENTY = 10_000  # with so many known rows an index finds the next ones at once
LARGEST = 2**62


class BadCursorError(ValueError):
    """The address names a place that no list of this order has."""


@dataclass(frozen=True)
class Cursor:
    """Where a page begins or ends: the sort key of a row and how many rows precede it."""

    order: str
    rank: int
    key: object
    pk: int
    position: int

    def token(self):
        key = self.key.isoformat() if isinstance(self.key, datetime.datetime) else self.key
        parts = json.dumps([self.order, self.rank, key, self.pk, self.position])
        return base64.urlsafe_b64encode(parts.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, token, order):
        """From an address: everything is checked, nothing is believed."""
        try:
            padded = token + "=" * (-len(token) % 4)
            parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            name, rank, key, pk, position = parts
            cursor = cls(name, _count(rank), _key(key), _count(pk), _count(position))
        except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
            raise BadCursorError from error
        is_time = isinstance(cursor.key, datetime.datetime)
        if name != order or is_time != (order in {"fit", "newest"}):
            raise BadCursorError
        return cursor


def _count(value):
    if type(value) is not int or not 0 <= value < LARGEST:
        raise BadCursorError
    return value


def _key(value):
    if isinstance(value, str):
        moment = datetime.datetime.fromisoformat(value)
        if moment.tzinfo is None or not 1900 < moment.year < 9000:
            raise BadCursorError
        return moment.astimezone(datetime.UTC)  # PostgreSQL knows no displacement of 23 hours
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadCursorError
    return float(value)


@dataclass
class Page:
    """Some index rows of a list, and where the next and the previous page begin."""

    rows: list
    first: int  # how many rows precede
    order: str
    has_next: bool
    has_previous: bool

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def next_token(self):
        return self._cursor(-1, self.first + len(self.rows)) if self.has_next else ""

    @property
    def previous_token(self):
        return self._cursor(0, self.first) if self.has_previous else ""

    @property
    def start(self):
        return self.first + 1

    @property
    def end(self):
        return self.first + len(self.rows)

    def _cursor(self, index, position):
        row = self.rows[index]
        return Cursor(self.order, row.rank, row.key, row.pk, position).token()


class Pages:
    """Cuts a list into pages; beyond either end there is the first page again.

    `rank` is ListingQuery.rank(): what is unknown of a row, and how near its size is.
    """

    def __init__(self, listing_query, known=0, *, page_size=PAGE_SIZE, plenty=PLENTY, answers=None):
        """`known`: how many rows have no unknown; beyond `plenty` an index leads to them.

        `answers` of the snapshot tell which rows come next; the rows are the database's.
        """
        self.listing_query, self.page_size, self.answers = listing_query, page_size, answers
        self.key, self.is_descending = listing_query.key()
        is_by_size = listing_query.wanted_sqm is not None
        self.has_tiers = bool(listing_query.asked) and known > plenty and not is_by_size

    def after(self, cursor=None):
        rows = self._cut(cursor, backwards=False)
        if cursor and not rows:
            return self.after()
        first = cursor.position if cursor else 0
        return self._page(
            rows, first, has_next=len(rows) > self.page_size, has_previous=bool(cursor)
        )

    def before(self, cursor):
        rows = self._cut(cursor, backwards=True)
        if not rows:
            return self.after()
        first = max(0, cursor.position - self.page_size)
        rows, has_previous = rows[: self.page_size][::-1], len(rows) > self.page_size
        return self._page(rows, first, has_next=True, has_previous=has_previous)

    def numbered(self, number):
        """The page an old link meant; the first where there is none such."""
        skipped = (number - 1) * self.page_size
        rows = self._from_snapshot(skipped=skipped)
        if rows is None:
            rows = list(self._ordered(self._rows())[skipped : skipped + self.page_size + 1])
        if not rows and number > 1:
            return self.after()
        has_next = len(rows) > self.page_size
        return self._page(rows, skipped, has_next=has_next, has_previous=number > 1)

    def row(self, pk):
        """The list's row of a listing; None where it is not in the list."""
        return self._rows().filter(pk=pk).first()

    def beside(self, row):
        """Keys of the rows before and after one of the list, None at an end."""
        cursor = Cursor(self.listing_query.order, row.rank, row.key, row.pk, 0)
        return [self._next_key(cursor, backwards=backwards) for backwards in (True, False)]

    def _next_key(self, cursor, *, backwards):
        if self.answers is not None:
            keys = self.answers.page(1, cursor=cursor, backwards=backwards)
        else:
            keys = [row.pk for row in self._cut(cursor, backwards=backwards)]
        return next(iter(keys), None)

    def _page(self, rows, first, *, has_next, has_previous):
        return Page(rows[: self.page_size], first, self.listing_query.order, has_next, has_previous)

    def _cut(self, cursor, *, backwards):
        """One row more than a page holds, beyond `cursor`, in the order of walking."""
        rows = self._from_snapshot(cursor, backwards=backwards)
        if rows is not None:
            return rows
        if not self.has_tiers or (cursor and cursor.rank):
            return self._walk(self._rows(), cursor, backwards=backwards)
        rows = self._walk(self._known(), cursor, backwards=backwards, is_ranked=False)
        if backwards or len(rows) > self.page_size:
            return rows
        rest = self._rows().filter(rank__gt=0)
        return rows + self._walk(rest, None, backwards=False)[: self.page_size + 1 - len(rows)]

    def _from_snapshot(self, cursor=None, *, backwards=False, skipped=0):
        """The same, found by its columns; None without one, or where a row has gone meanwhile."""
        if self.answers is None:
            return None
        limit = skipped + self.page_size + 1
        keys = self.answers.page(limit, cursor=cursor, backwards=backwards)[skipped:]
        rows = {row.pk: row for row in self._rows().filter(pk__in=keys)}
        return [rows[key] for key in keys] if len(rows) == len(keys) else None

    def _rows(self):
        rows = self.listing_query.narrow(self.listing_query.index_rows())
        rows = self.listing_query.listed(rows)
        return rows.annotate(rank=self.listing_query.rank(), key=self.key)

    def _known(self):
        """Rows of which all that was asked is known, found by the index of the order."""
        rows = self._rows().annotate(rank=Value(0))
        for asked in self.listing_query.asked:
            rows = rows.filter(asked.met())
        return rows

    def _walk(self, rows, cursor, *, backwards, is_ranked=True):
        if cursor is not None:
            rows = rows.filter(self._beyond(cursor, backwards=backwards, is_ranked=is_ranked))
        ordered = self._ordered(rows, backwards=backwards, is_ranked=is_ranked)
        return list(ordered[: self.page_size + 1])

    def _beyond(self, cursor, *, backwards, is_ranked):
        is_less = self.is_descending != backwards
        compare = TupleLessThan if is_less else TupleGreaterThan
        same_rank = compare(Tuple(F("key"), F("pk")), (Value(cursor.key), Value(cursor.pk)))
        if not (is_ranked and self.listing_query.asked):
            return same_rank
        other = Q(rank__lt=cursor.rank) if backwards else Q(rank__gt=cursor.rank)
        return other | Q(Q(rank=cursor.rank) & Q(same_rank))

    def _ordered(self, rows, *, backwards=False, is_ranked=True):
        names = ["rank"] if is_ranked and self.listing_query.asked else []
        signs = ["-" if backwards else ""] * len(names)
        names += ["key", "pk"]
        signs += ["-" if self.is_descending != backwards else ""] * 2
        return rows.order_by(*(sign + name for sign, name in zip(signs, names, strict=True)))
