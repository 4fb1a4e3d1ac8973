"""The editions that this process knows of, asked for as often as pages may be late.

A page may be kept under the edition that was known before anything of it was read, never under a
later one: then it is never older than its edition says.
"""

import datetime
import os
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from django.db import DatabaseError, InterfaceError, connection

from core.outages import outage_of
from publishing.editions.moments import moments_at

# How long knowledge is not asked for again, and how long others go on with it meanwhile.
FRESH_SECONDS, MOST_SECONDS = 0.5, 1.0
# How long a thread waits for the one that asks, before it takes the database for away.
PATIENCE_SECONDS = 1.0
# During an outage: how long nothing is tried, and how long the last knowledge stands.
DOUBT_SECONDS, HELD_SECONDS = 5.0, 3600.0
NETWORK = ""  # in place of a slug

CHANGES = "SELECT path, step FROM publishing_change"
TOTALS = "SELECT path, total FROM publishing_changetotal"
NUMBER = f"SELECT coalesce(sum(step), 0)::bigint FROM ({CHANGES} UNION ALL {TOTALS}) changes"  # noqa: S608 -- our own
NUMBERS = (
    f"SELECT path, sum(step)::bigint FROM ({CHANGES} UNION ALL {TOTALS}) changes GROUP BY path"  # noqa: S608 -- our own
)
SITES = """
SELECT site.slug, region.path
FROM regions_site site JOIN regions_region region ON region.id = site.region_id
WHERE site.is_live
"""


@dataclass(frozen=True)
class Edition:
    """A state of what a site shows: equal editions, equal pages.

    `number` changes with every change of what may be public there; `moment` is the last time at
    which something appeared, went or looked different by itself. `is_last_known`: the database
    does not answer, this was so when it last did.
    """

    number: int
    moment: datetime.datetime
    is_last_known: bool = field(default=False, compare=False)

    def __str__(self):
        return f"{self.number:x}.{int(self.moment.timestamp()):x}{self.moment.microsecond:05x}"


@dataclass(frozen=True)
class Lasting:
    """An edition that stands from its moment to the next, in seconds of the clock on the wall."""

    edition: Edition
    since: float
    until: float

    def is_at(self, now: float) -> bool:
        return self.since <= now < self.until


class Numbers:
    """Of all places, as one statement read them; of the live sites, as read right after."""

    def __init__(self, steps: dict[str, int], paths: dict[str, str]):
        self.paths = paths | {NETWORK: ""}
        self.network = sum(steps.values())
        self._own = steps
        self._below = defaultdict(int)  # the place itself included
        for path, step in steps.items():
            for place in _lineage(path):
                self._below[place] += step

    def of(self, path: str) -> int:
        """What has changed there, above and below."""
        above = sum(self._own.get(place, 0) for place in _lineage(path)[:-1])
        return above + self._below.get(path, 0)

    @classmethod
    def read(cls):
        """The sites after the numbers: who is listed under a number is never older than it."""
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS)
            steps = dict(cursor.fetchall())
            cursor.execute(SITES)
            return cls(steps, dict(cursor.fetchall()))


def _lineage(path):
    """ "" and the paths of all regions on the way: "", "63/", "63/6328/"."""
    codes = path.split("/")[:-1]
    return ["".join(f"{code}/" for code in codes[:length]) for length in range(len(codes) + 1)]


@dataclass(frozen=True)
class Knowledge:
    """Replaced as a whole: whoever reads it needs no lock."""

    read_at: float = float("-inf")  # of the clock that never jumps
    numbers: Numbers | None = None
    lasting: dict[str, Lasting] = field(default_factory=dict)

    def edition_at(self, slug: str, now: float) -> Edition | None:
        lasting = self.lasting.get(slug)
        return lasting.edition if lasting and lasting.is_at(now) else None

    def has_no(self, slug: str) -> bool:
        """Whether it is known that no live site has this slug."""
        return self.numbers is not None and slug not in self.numbers.paths


class Current:
    """What one process knows. Within a transaction the answer is that of the transaction alone.

    What it has written itself nobody else sees yet: told to other threads it would let them keep
    the old pages under the new number.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ):
        self._clock, self._wall_clock = clock, wall_clock
        self.reset()

    def reset(self):
        """Forget everything, as in a new process; whoever held the lock may not exist there."""
        self._lock, self._known, self._doubted_until = Lock(), Knowledge(), float("-inf")

    def edition_of(self, slug: str) -> Edition | None:
        """None where no live site has this slug; NETWORK is the network's."""
        if connection.in_atomic_block:
            return self._alone(slug)
        known = self._known
        if self._clock() < known.read_at + FRESH_SECONDS:
            edition = known.edition_at(slug, self._wall_clock())
            if edition is not None or known.has_no(slug):
                return edition
        return self._ask(slug)

    def _ask(self, slug):
        """One thread asks; the others go on with what is known, and wait when it is too old."""
        if self._clock() < self._doubted_until:
            return self._last_known(slug)
        known, now = self._known, self._wall_clock()
        if not self._lock.acquire(blocking=False):
            edition = known.edition_at(slug, now)
            if self._clock() < known.read_at + MOST_SECONDS and (edition or known.has_no(slug)):
                return edition
            if not self._lock.acquire(timeout=PATIENCE_SECONDS):
                self._doubted_until = self._clock() + DOUBT_SECONDS
                return self._last_known(slug)
        try:
            self._known = self._read(self._known, slug)
            return _answer(self._known, slug, self._wall_clock())
        except (DatabaseError, InterfaceError) as error:
            if not outage_of(error):
                raise
            self._doubted_until = self._clock() + DOUBT_SECONDS
            return self._last_known(slug, error)
        finally:
            self._lock.release()

    def _last_known(self, slug, error=None):
        """As it was, for an hour. What nobody has asked yet is asked now, whoever else is asking:
        a process that has just started, or a slow one, is no database that is away.
        """
        known = self._known
        if self._clock() < known.read_at + HELD_SECONDS:
            if slug in known.lasting:
                return replace(known.lasting[slug].edition, is_last_known=True)
            if known.has_no(slug):
                return None
        if error is not None:
            raise error
        return self._alone(slug)

    def _alone(self, slug):
        """Read for this one request, told nobody."""
        return _answer(self._read(Knowledge(), slug), slug, self._wall_clock())

    def _read(self, known: Knowledge, slug: str) -> Knowledge:
        """What is known by now: numbers if they are not fresh, the moment if it has passed."""
        started = self._clock()
        numbers, lasting, read_at = known.numbers, known.lasting, known.read_at
        if started >= read_at + FRESH_SECONDS:
            read_at = started
            if numbers is None or _network_number() != numbers.network:
                numbers = Numbers.read()
                lasting = {
                    name: each
                    for name, each in lasting.items()
                    if name in numbers.paths
                    and each.edition.number == numbers.of(numbers.paths[name])
                }
        path = numbers.paths.get(slug)
        now = self._wall_clock()
        if path is not None and not (slug in lasting and lasting[slug].is_at(now)):
            number = numbers.network if slug == NETWORK else numbers.of(path)
            lasting = lasting | {slug: _lasting(number, path, now)}
        return Knowledge(read_at, numbers, lasting)


def _network_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute(NUMBER)
        return cursor.fetchone()[0]


def _lasting(number, path, now):
    since, until = moments_at(path, datetime.datetime.fromtimestamp(now, datetime.UTC))
    return Lasting(Edition(number, since), since.timestamp(), until.timestamp())


def _answer(known, slug, now):
    """Also where its time ran out while it was read: then the next one asks again."""
    lasting = known.lasting.get(slug)
    return lasting.edition if lasting else None


CURRENT = Current()
os.register_at_fork(after_in_child=CURRENT.reset)


def edition_of(slug: str) -> Edition | None:
    """Of the live site with this slug; None where there is none."""
    return CURRENT.edition_of(slug) if slug else None


def network_edition() -> Edition:
    """Of all sites together."""
    return CURRENT.edition_of(NETWORK)
