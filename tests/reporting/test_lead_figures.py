"""What the database counts is what loops over the same enquiries count."""

import datetime
import random
from collections import Counter
from dataclasses import asdict
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Prefetch

from leads.deadlines import OFFICE
from leads.models import CalendarPeriod, Lead, LostReason, OfficeHours, StageChange
from reporting.lead_figures import figures_of, lost_reasons_of, stays_of
from reporting.office_seconds import office_seconds
from reporting.reach import Reach
from reporting.report_periods import Period
from tests.factories import UserFactory
from tests.leads.factories import TopicFactory
from tests.reporting.histories import counted, random_leads, stays

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime.datetime(2026, 1, 20, 22, 30, tzinfo=ZONE)
NOW = datetime.datetime(2026, 9, 3, 10, 15, tzinfo=ZONE)
PERIOD = Period(datetime.date(2026, 1, 25), datetime.date(2026, 7, 12))


@pytest.fixture
def offices(site, other_site):
    """Two sites, one with hours of its own; days off, a worked weekend, an early end."""
    noon = {"noon_from": datetime.time(12), "noon_to": datetime.time(14, 30)}
    own = OfficeHours.objects.create(
        site=site, opens_at=datetime.time(8, 30), closes_at=datetime.time(18), **noon
    )
    for first, last, is_working, closes in (
        ("2026-02-14", "2026-02-24", False, None),
        ("2026-02-28", "2026-02-28", True, datetime.time(12, 30)),
        ("2026-05-09", "2026-05-10", True, None),
    ):
        CalendarPeriod.objects.create(
            first_on=first, last_on=last, is_working=is_working, closes_at=closes, name="放假"
        )
    return {site.pk: own.hours, other_site.pk: OFFICE}


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_are_those_of_brute_force(offices, site, other_site, seed):
    owners = [UserFactory(), UserFactory()]
    reason = LostReason.objects.create(name=f"电价 {seed}", position=1)
    void = LostReason.objects.create(name=f"打错了 {seed}", position=2, is_invalid=True)
    topics = [TopicFactory(slug="space"), TopicFactory(slug="policy")]
    random_leads(
        random.Random(seed),  # noqa: S311 -- made-up enquiries
        sites=[site, other_site],
        topics=topics,
        owners=owners,
        reasons=[reason, void],
        since=BEGIN,
        count=150,
    )
    history = StageChange.objects.order_by("changed_at", "pk")
    rows = (
        Lead.objects.filter(
            is_quarantined=False, received_at__gte=PERIOD.since, received_at__lt=PERIOD.until
        )
        .select_related("lost_reason")
        .prefetch_related(Prefetch("stage_changes", history))
    )
    # All of one site, of the other what one officer has; that one is told by name.
    whole = Reach(owners[0].pk, [site.pk], [other_site.pk], [other_site.pk], {site.pk: ""})
    seen = [row for row in rows if row.site_id == site.pk or row.owner_id == owners[0].pk]
    entered = CalendarPeriod.objects.days_after(datetime.date(2026, 1, 1))

    def expected(leads):
        return pytest.approx(_flat(counted(leads, now=NOW, entered=entered, hours=offices)))

    office = office_seconds(PERIOD.since_on, NOW.date(), offices)
    found = figures_of(whole, PERIOD, office, now=NOW)
    assert _flat(asdict(found.total)) == expected(seen)
    keys = {
        "channel": lambda row: row.channel,
        "topic": lambda row: row.topic_id,
        "site": lambda row: row.site_id,
        "officer": lambda row: row.owner_id if row.site_id == other_site.pk else -1,
        "bucket": lambda row: _month(row.received_at),
    }
    for side, key_of in keys.items():
        groups = {}
        for row in seen:
            groups.setdefault(key_of(row), []).append(row)
        assert found.sides[side].keys() == groups.keys()
        for key, group in groups.items():
            assert _flat(asdict(found.sides[side][key])) == expected(group)
    told = stays_of(whole, PERIOD, now=NOW)
    assert {place: (stay.count, stay.median_seconds) for place, stay in told.items()} == {
        place: pytest.approx(each) for place, each in stays(seen).items()
    }
    lost = Counter(row.lost_reason.name for row in seen if row.stage == Lead.Stage.LOST)
    found = {each.name: each.count for each in lost_reasons_of(whole, PERIOD)}
    assert found == lost


def _flat(figures):
    reached = {f"reached {place}": count for place, count in enumerate(figures["reached"])}
    return {**figures, "reached": None} | reached


def _month(moment):
    return moment.astimezone(ZONE).date().replace(day=1)
