"""What becomes public and what goes in a month, day by day, for whoever may see it at the desk.

Moments are the rows' own times; what is still in review comes only if it is approved before.
"""

import datetime
from dataclasses import dataclass, field

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.urls import reverse
from django.utils import timezone

from portal.dashboard import Status, publishable_admins
from portal.review_cards import publishable_of, shown_by

MOST_OF_A_KIND = 200  # that come, and as many that go
COMES, GOES = "comes", "goes"
COLUMNS = {COMES: "publish_at", GOES: "expire_at"}


@dataclass(frozen=True)
class Moment:
    """`url` leads to the time in the form, to be typed anew."""

    at: datetime.datetime
    title: str
    kind: str
    url: str
    is_waiting: bool
    key: str  # which time of which row in which version; empty where it is not to be moved


@dataclass
class Day:
    on: datetime.date
    comes: list = field(default_factory=list)
    goes: list = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """`first_on` is its first day; `days` are those on which something happens."""

    first_on: datetime.date
    days: list

    @property
    def all_days(self):
        length = (self.after - self.first_on).days
        return [self.first_on + datetime.timedelta(days=number) for number in range(length)]

    @property
    def before(self):
        return (self.first_on - datetime.timedelta(days=1)).replace(day=1)

    @property
    def after(self):
        return first_of_next(self.first_on)


def first_of_next(day):
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def month_of(request, first_on) -> Month:
    """One query for all kinds of content."""
    span = [
        timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        for day in (first_on, first_of_next(first_on))
    ]
    first, *rest = [part for desk in publishable_admins() for part in _parts(desk, request, span)]
    days = {}
    for row in sorted(first.union(*rest, all=True), key=_when):
        moment = _moment(*row)
        day = days.setdefault(timezone.localdate(moment.at), Day(timezone.localdate(moment.at)))
        (day.comes if row[0] == COMES else day.goes).append(moment)
    return Month(first_on, list(days.values()))


def _when(row):
    return row[-1], row[1], row[3]


def _moment(way, label, title, version, may_move, pk, status, at):
    opts = publishable_of(label).opts
    url = f"{reverse(admin_urlname(opts, 'change'), args=[pk])}#id_{COLUMNS[way]}_0"
    is_waiting = status == Status.IN_REVIEW
    is_to_come = is_waiting or at > timezone.now()
    key = " ".join((way, label, str(pk), version.isoformat())) if may_move and is_to_come else ""
    return Moment(at, title, str(opts.verbose_name), url, is_waiting, key)


def _parts(desk, request, span):
    rows = desk.own_rows(desk.model._default_manager.all(), request, desk.view_roles)
    same = desk.model._default_manager.filter(pk=OuterRef("pk"))
    may_move = Exists(desk.own_rows(same, request, desk.change_roles))
    for way, states in ((COMES, (Status.APPROVED, Status.IN_REVIEW)), (GOES, (Status.APPROVED,))):
        name = COLUMNS[way]
        values = {
            "way": Value(way, output_field=CharField()),
            "of_kind": Value(desk.opts.label, output_field=CharField()),
            "shown": F(shown_by(desk)),
            "version": F("updated_at"),
            "may_move": may_move,
        }
        inside = {f"{name}__gte": span[0], f"{name}__lt": span[1], "status__in": states}
        found = rows.filter(**inside).annotate(**values).order_by(name, "pk")
        yield found.values_list(*values, "pk", "status", name)[:MOST_OF_A_KIND]
