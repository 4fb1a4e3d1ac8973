"""Lists answered from columns: those of the file, and those of rows that changed since."""

import datetime
import operator
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

from django.db.models import Q
from django.utils import timezone

from finding.nearness import STEPS
from finding.snapshot import changes, counting, layout
from finding.snapshot.columns import Block, count
from finding.snapshot.conditions import Asker, Parks
from finding.snapshot.narrowing import Narrowed
from finding.snapshot.paging import NEWEST, Sorted, Span, order_of
from finding.tally import NEAR_UNKNOWNS, Failures, Tally
from publishing.models import public_at

# So many changed rows are kept beside the file; beyond, PostgreSQL answers until it is rewritten.
MOST_CHANGED = 20_000
MOST_BLOCKS = 6


@dataclass(frozen=True)
class Part:
    """A block, and which of its rows are not told anew by a later one."""

    block: Block
    present: object

    def without(self, keys):
        return replace(self, present=self.present & self.block.without_keys(keys))


@dataclass(frozen=True)
class ListSnapshot:
    """All index rows as of one moment; never changed, `followed()` gives the next."""

    parts: tuple[Part, ...]
    parks: Block
    position: int
    made_at: float  # seconds since 1970, by the clock of the database
    release: Callable[[], None] = lambda: None  # gives back pages of the file that were read
    seen: frozenset = frozenset()
    changed: frozenset = frozenset()
    version: Hashable = field(default_factory=object)  # another one where rows or parks are

    def followed(self) -> "ListSnapshot | None":
        """As of now; None where that is more than can be kept beside the file."""
        return self.after(self.news())

    def news(self) -> changes.Changes:
        """What has changed since."""
        return changes.since(self.position, self.seen)

    def after(self, news: changes.Changes) -> "ListSnapshot | None":
        changed = self.changed | news.listings
        if not news.is_complete or len(changed) > MOST_CHANGED:
            return None
        parks = layout.parks().block(changes.park_rows()) if news.parks else self.parks
        parts = self.parts
        if news.listings:
            together = len(parts) > MOST_BLOCKS
            old = parts[:1] if together else parts
            parts = _with_rows(old, changed if together else news.listings)
        return replace(
            self,
            parts=parts,
            parks=parks,
            changed=changed,
            position=news.position,
            seen=news.seen,
            version=object() if news.listings or news.parks else self.version,
        )

    def asked(self, listing_query, now=None) -> "Answers":
        return Answers(self, listing_query, now or timezone.now())

    def narrowed(self, listing_query, now) -> list[Narrowed]:
        table, parks = layout.listings(), self._parks
        return [
            Narrowed(Asker(part.block, table, parks), listing_query, part.present, now)
            for part in self.parts
        ]

    def counts(self, conditions: dict[str, Q], *, among: Q, now) -> Counter[str]:
        """Of how many public rows each condition holds, `among` those of which that holds."""
        counts, table = Counter(), layout.listings()
        for part in self.parts:
            ask = Asker(part.block, table, self._parks).mask
            rows = ask(public_at(now)) & ask(among) & part.present
            counts.update({name: count(rows & ask(one)) for name, one in conditions.items()})
        self.release()
        return counts

    @cached_property
    def _parks(self):
        return Parks(self.parks)


def _with_rows(parts, keys):
    """The parts without these rows, and one of the rows as they are now."""
    block = layout.listings().block(changes.listing_rows(keys))
    return (*(part.without(keys) for part in parts), Part(block, block.all))


@dataclass(frozen=True)
class Answers:
    """What is to be said of one list, from all blocks together; worked out when asked for."""

    snapshot: ListSnapshot
    listing_query: object
    now: datetime.datetime

    @property
    def version(self) -> Hashable:
        """Of which rows: those of the same answer the same, until a moment of theirs passes."""
        return self.snapshot.version

    def release(self):
        self.snapshot.release()

    @cached_property
    def narrowed(self) -> list[Narrowed]:
        return self.snapshot.narrowed(self.listing_query, self.now)

    @cached_property
    def tally(self) -> Tally:
        tally = Tally()
        for rows in self.narrowed:
            counting.add_to(tally, rows)
        return tally

    @cached_property
    def failures(self) -> Failures:
        failures = Failures()
        for rows in self.narrowed:
            counting.add_failures(failures, rows)
        return failures

    def page(self, limit, *, cursor=None, backwards=False) -> list[int]:
        """Keys of the rows beyond (before) a finding.keyset.Cursor, in the order of walking."""
        order, bound = order_of(self.listing_query), None
        if cursor is not None:
            key = layout.listings().sorts[order.column].encode(cursor.key)
            bound = (cursor.rank if self.listing_query.asked else 0, key, cursor.pk)
        near = self.listing_query.wanted_sqm
        span, found = Span(limit, bound, backwards), []
        for rows in self.narrowed:
            found += Sorted(rows.block, rows.listed, rows.unknown, order, near).next(span)
        return _keys(sorted(found, reverse=backwards)[:limit])

    def near(self, names, limit) -> list[int]:
        """Keys of rows that fail one of these alone and hardly hold unknowns, the best first."""
        found, near = [], self.listing_query.wanted_sqm
        for rows in self.narrowed:
            missed = reduce(operator.or_, (rows.missed_one & rows.failed(name) for name in names))
            found += Sorted(rows.block, missed, rows.unknown, NEWEST, near).next(Span(limit))
        return _keys(one for one in sorted(found)[:limit] if one[0] // STEPS <= NEAR_UNKNOWNS)


def _keys(found):
    return [abs(pk) for _, _, pk in found]
