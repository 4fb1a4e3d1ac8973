"""The calendar of the clocks as columns, so that the database counts working time by itself.

Every day of a stretch has its two worked parts and what was worked before it, in seconds: working
time between two moments is the difference of what was worked until each.
"""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from leads.deadlines import OFFICE, worked_spans
from leads.models import CalendarPeriod, OfficeHours

DAY = datetime.timedelta(days=1)
# One row of arrays, each asked for by a subquery that runs once. And which of their places a moment
# is at.
OFFICE_ROW = """
    SELECT %(worked_before)s::bigint[] AS worked_before,
        %(first_begins)s::bigint[] AS first_begins, %(first_ends)s::bigint[] AS first_ends,
        %(last_begins)s::bigint[] AS last_begins, %(last_ends)s::bigint[] AS last_ends,
        %(own_sites)s::bigint[] AS own_sites, %(own_hours)s::int[] AS own_hours
"""
PLACE = """
    COALESCE((SELECT own_hours FROM office)[
        array_position((SELECT own_sites FROM office), site_id)], 0) * %(length)s
    + LEAST(GREATEST(({moment} AT TIME ZONE %(time_zone)s)::date - %(first_on)s + 1, 1), %(length)s)
"""
WORKED_UNTIL = """(
    (SELECT worked_before FROM office)[{place}]
    + GREATEST(0, LEAST({at}, (SELECT first_ends FROM office)[{place}])
        - (SELECT first_begins FROM office)[{place}])
    + GREATEST(0, LEAST({at}, (SELECT last_ends FROM office)[{place}])
        - (SELECT last_begins FROM office)[{place}])
)"""


@dataclass
class OfficeSeconds:
    """Columns over `length` days from `first_on`, once for each kind of office hours in turn."""

    first_on: datetime.date
    length: int
    own_sites: list[int] = field(default_factory=list)
    own_hours: list[int] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=dict)

    @property
    def params(self):
        return self.columns | {
            "first_on": self.first_on,
            "length": self.length,
            "own_sites": self.own_sites,
            "own_hours": self.own_hours,
            "time_zone": timezone.get_default_timezone_name(),
        }

    def seconds_between(self, site_id, start, end) -> int:
        """As the database counts it, of one enquiry."""
        return self._worked_until(site_id, end) - self._worked_until(site_id, start)

    def _worked_until(self, site_id, moment):
        kind = self.own_hours[self.own_sites.index(site_id)] if site_id in self.own_sites else 0
        day = (timezone.localdate(moment) - self.first_on).days
        place = kind * self.length + min(max(day, 0), self.length - 1)
        worked, *parts = (self.columns[name][place] for name in COLUMNS)
        at = moment.timestamp()
        spans = (parts[:2], parts[2:])
        return worked + sum(max(0, min(at, end) - begin) for begin, end in spans)


COLUMNS = ("worked_before", "first_begins", "first_ends", "last_begins", "last_ends")


def office_seconds(first_on, last_on, sites) -> OfficeSeconds:
    """By what staff entered and the hours of each of the sites. Two queries."""
    length = (last_on - first_on).days + 1
    found = OfficeSeconds(first_on, length, columns={name: [] for name in COLUMNS})
    entered = CalendarPeriod.objects.days_after(first_on - DAY)
    kinds = {OFFICE: 0}
    for row in OfficeHours.objects.filter(site__in=sites).order_by("pk"):
        found.own_sites.append(row.site_id)
        found.own_hours.append(kinds.setdefault(row.hours, len(kinds)))
    for hours in kinds:
        _add_days(found, hours, entered)
    return found


def _add_days(found, hours, entered):
    worked = 0
    for number in range(found.length):
        day = found.first_on + number * DAY
        parts = [_seconds(part) for part in worked_spans(day, entered, hours)]
        parts += [(0, 0)] * (2 - len(parts))
        values = (worked, *parts[0], *parts[1])
        for name, value in zip(COLUMNS, values, strict=True):
            found.columns[name].append(value)
        worked += sum(end - begin for begin, end in parts)


def _seconds(part):
    return tuple(int(moment.timestamp()) for moment in part)
