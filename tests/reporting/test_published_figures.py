"""What a site publishes of its own answers: counted, switched on, and nothing of few."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from publishing.models import Change
from reporting.models import QuarterFigures
from reporting.published_figures import count_by_night, count_quarters
from tests.leads.factories import LeadFactory

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.datetime(2026, 7, 2, 4, 30, tzinfo=ZONE)
HOUR = datetime.timedelta(hours=1)


def _answered(site, month, count):
    """So many on Wednesdays at ten, answered at noon; one of them never."""
    received = datetime.datetime(2026, month, 3, 10, tzinfo=ZONE)
    for number in range(count):
        replied = received + 2 * HOUR if number else None
        LeadFactory(
            site=site, received_at=received, first_reply_at=replied, due_at=received + 8 * HOUR
        )


def test_site_publishes_what_it_answered_unless_it_was_little(client, site, other_site):
    _answered(site, 6, 11)
    _answered(site, 3, 9)
    _answered(other_site, 6, 11)
    address = reverse("consult", args=[site.slug])
    site.is_reply_time_published = True
    site.save()
    count_by_night(NOW + 9 * HOUR)
    assert not QuarterFigures.objects.exists()
    count_by_night(NOW)
    rows = QuarterFigures.objects.order_by("-begins_on").values_list(
        "site", "begins_on", "answered", "judged", "on_time", "median_seconds"
    )
    assert list(rows[:2]) == [
        (site.pk, datetime.date(2026, 4, 1), 10, 11, 10, 7200),
        (site.pk, datetime.date(2026, 1, 1), 8, 9, 8, 7200),
    ]
    assert set(QuarterFigures.objects.values_list("site", flat=True)) == {site.pk}
    page = client.get(address).text
    assert "2026 年第 2 季度：首次答复中位数 2.0 个工作小时，按时 90 %" in page
    assert "2026 年第 1 季度：不足 10 条，不公布" in page
    Change.objects.all().delete()
    count_quarters(NOW)
    assert not Change.objects.exists()  # the same again: kept pages stay as they are
    _answered(site, 6, 2)
    count_quarters(NOW)
    assert set(Change.objects.values_list("path", flat=True)) == {site.region.path}
    site.is_reply_time_published = False
    site.save()
    assert "个工作小时，按时" not in client.get(address).text


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("reporting_quarterfigures_once", {}),
        ("reporting_quarterfigures_each_part_of_the_next", {"answered": 4, "month": 4}),
        ("reporting_quarterfigures_each_part_of_the_next", {"on_time": 3, "month": 4}),
    ],
)
def test_figures_of_a_quarter_fit_each_other(site, name, changes):
    row = {"site": site, "answered": 2, "judged": 3, "on_time": 1}
    QuarterFigures.objects.create(begins_on=datetime.date(2026, 1, 1), **row)
    begins_on = datetime.date(2026, changes.pop("month", 1), 1)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuarterFigures.objects.create(begins_on=begins_on, **row | changes)
