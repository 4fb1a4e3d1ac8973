"""缺口清单 of a month: needs, refusals and searches, counted without anybody."""

import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from parks.models import Listing
from search.models import MissedQuery
from tests.factories import BuildingSpecFactory, ListingFactory
from tests.leads.factories import LeadFactory
from visits.models import Refusal, RefusalReason

JUNE = datetime.datetime(2026, 6, 5, 17, tzinfo=ZoneInfo("Asia/Shanghai"))


def _needing(site, received_at=JUNE, **needs):
    lead = LeadFactory(site=site, received_at=received_at)
    for name, value in needs.items():
        lead.needs.create(name=name, value=value)


def test_month_counts_needs_refusals_and_searches(client, staff, site, other_site):
    tall, unknown = (
        ListingFactory(region=site.region, kind=Listing.Kind.FACTORY, area_sqm=1000)
        for _ in range(2)
    )
    BuildingSpecFactory(listing=tall, clear_height_m=12)
    BuildingSpecFactory(listing=unknown, clear_height_m=None)
    tall.save()
    unknown.save()
    words = {"kind": "factory", "height_min": "9", "policy_purpose": "张三的补贴"}
    _needing(site, **words)
    _needing(site, **words)
    _needing(site, area_min="2000", area_unit="sqm")
    _needing(site, JUNE + datetime.timedelta(days=30), **words)
    _needing(other_site, **words)
    reason = RefusalReason.objects.create(name="没有蒸汽", position=1)
    for day in (5, 6):
        Refusal.objects.create(listing=tall, reason=reason, refused_on=JUNE.date().replace(day=day))
    for day in (7, 8):
        MissedQuery.objects.create(
            site=site,
            text="冷库",
            searched_on=JUNE.date().replace(day=day),
            times=2,
            last_seen_at=JUNE,
        )
    for text, times in (("机场", 3), ("中石化", 2)):
        MissedQuery.objects.create(
            site=site, text=text, searched_on=JUNE.date(), times=times, last_seen_at=JUNE
        )
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("gap_month"), {"month": "2026-06"})
    told = {
        table.key: [[row.name, *row.cells] for row in table.rows]
        for table in page.context["tables"]
    }
    assert [row[1:] for row in told["needs"]] == [["2", "1", "1"], ["1", "0", "0"]]
    assert told["needs"][0][0].startswith("厂房，")
    assert told["refusals"] == [["没有蒸汽", "2", "1", "2"]]
    assert told["missed"] == [["冷库", "4"], ["机场", "3"]]
    assert ("张三" in page.text, "中石化" in page.text) == (False, False)
    assert "没有任何人和单位" not in page.text
    assert "搜的词照读者打的原样，交出去前请看一遍" in page.text
    assert client.get(reverse("gap_month"), {"month": "mai"}).status_code == 404
