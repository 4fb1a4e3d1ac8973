"""看得多、没人问: what is seen within one's reach, beside who asked; as a page and a file."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from leads.models import LeadListing
from reporting.models import ViewCount
from tests import factories
from tests.leads.factories import LeadFactory

ADDRESS = reverse("quiet_objects")


def _seen(row, times, *, act="seen", days=0, **fields):
    day = timezone.localdate() - datetime.timedelta(days=days)
    kind = row._meta.model_name
    ViewCount.objects.create(
        kind=kind, object_id=row.pk, act=act, counted_on=day, times=times, **fields
    )


def _asked(site, listing, days=0, **words):
    received = timezone.now() - datetime.timedelta(days=days)
    lead = LeadFactory(site=site, received_at=received, **words)
    LeadListing.objects.create(lead=lead, listing=listing, label="厂房", position=1)


def _rows(client, **asked):
    rows = client.get(ADDRESS, asked).context["rows"]
    return [(row.name, row.region, *row.acts, row.asked) for row in rows]


@pytest.fixture
def listings(site, other_site):
    quiet, asked, elsewhere, draft = (
        factories.ListingFactory(region=where.region, title=title, **words)
        for where, title, words in (
            (site, "没人问的", {}),
            (site, "问过的", {}),
            (other_site, "别处的", {}),
            (site, "撤下的", {"status": "draft"}),
        )
    )
    _seen(quiet, 7)
    _seen(quiet, 2, days=29)
    _seen(quiet, 4, days=30)
    _seen(quiet, 100, days=0, is_month=True)
    _seen(quiet, 3, act="called")
    for row in (asked, elsewhere, draft):
        _seen(row, 8)
    _asked(site, asked)
    _asked(site, asked, days=60)
    _asked(site, quiet, days=60)
    _asked(site, quiet, is_quarantined=True)
    return quiet, asked


def test_list_holds_what_nobody_asked_about(client, staff, site, listings):
    client.force_login(staff("editor", site.region))
    name = site.region.name
    assert _rows(client) == [("没人问的", name, 9, 0, 0, 3, 0)]
    assert _rows(client, asked="any") == [
        ("没人问的", name, 9, 0, 0, 3, 0),
        ("问过的", name, 8, 0, 0, 0, 1),
    ]
    assert _rows(client, days="90") == []
    assert _rows(client, days="90", asked="any")[0] == ("没人问的", name, 13, 0, 0, 3, 1)
    for wrong in ({"days": "31"}, {"kind": "lead"}, {"asked": "me"}):
        assert client.get(ADDRESS, wrong).status_code == 404


def test_writers_are_led_to_the_desk_and_others_to_the_page(client, staff, site, listings):
    quiet, _ = listings
    for role, url in (
        ("editor", reverse("admin:parks_listing_change", args=[quiet.pk])),
        ("auditor", quiet.get_absolute_url()),
    ):
        client.force_login(staff(role, site.region))
        page = client.get(ADDRESS)
        assert f'<a href="{url}">' in page.text
        assert "看了页面 <strong>9</strong> 次，" in " ".join(page.text.split())
    assert client.get(reverse("quiet_objects_csv")).status_code == 200


def test_other_kinds_are_listed_alike(client, superuser, site, django_assert_max_num_queries):
    park = factories.ParkFactory(region=site.region, name="昆仑园")
    policy = factories.PolicyFactory(region=site.region, title="电价政策")
    article = factories.ArticleFactory(column__site=site, title="开工了")
    for times, row in enumerate((park, policy, article), 1):
        _seen(row, times)
    LeadFactory(site=site, park=park)
    client.force_login(superuser)
    name = site.region.name
    assert _rows(client, kind="park") == []
    assert _rows(client, kind="park", asked="any") == [("昆仑园", name, 1, 0, 0, 0, 1)]
    assert _rows(client, kind="policy") == [("电价政策", name, 2, 0, 0, 0, 0)]
    with django_assert_max_num_queries(12):
        assert _rows(client, kind="article") == [("开工了", name, 3, 0, 0, 0, None)]


def test_file_holds_the_same_rows(client, staff, site, listings):
    quiet, _ = listings
    quiet.title = "=1+1"
    quiet.save()
    client.force_login(staff("editor", site.region))
    file = client.get(reverse("quiet_objects_csv"), {"days": "30"})
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    assert head[:3] == ["编号", "名称", "地区"]
    assert row == [str(quiet.pk), "'=1+1", site.region.name, "9", "0", "0", "3", "0"]
    assert client.get(reverse("quiet_objects_csv"), {"days": "31"}).status_code == 404
