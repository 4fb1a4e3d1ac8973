"""缺口清单: why places were refused on the spot, by reason and by place, until it is settled."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from tests.factories import ListingFactory
from visits.models import Refusal, RefusalReason


@pytest.fixture
def power(db):
    return RefusalReason.objects.get_or_create(name="供电", defaults={"position": 1})[0]


@pytest.fixture
def refuse(power):
    """refuse(listing, times) → that often for want of power."""

    def make(listing, times=1, reason=power):
        for _ in range(times):
            Refusal.objects.create(listing=listing, reason=reason, refused_on=timezone.localdate())

    return make


def test_chief_counts_gaps_of_the_own_region(client, staff, site, other_site, refuse, power):
    height = RefusalReason.objects.create(name="净空", position=2)
    near = ListingFactory(region=site.region, title="近处")
    beside = ListingFactory(region=site.region, title="旁边")
    refuse(near, 2)
    refuse(beside)
    refuse(near, reason=height)
    refuse(ListingFactory(region=other_site.region, title="远处"), 5)
    client.force_login(staff("manager", site.region))
    rows = client.get(reverse("gap_list")).context["rows"]
    assert [(row.reason, row.times, row.listings) for row in rows] == [
        (power, 3, 2),
        (height, 1, 1),
    ]
    page = client.get(reverse("gap_detail", args=[power.pk]))
    assert [(row.title, row.times) for row in page.context["page_obj"]] == [
        ("近处", 2),
        ("旁边", 1),
    ]
    assert client.get(reverse("gap_detail", args=[999_999])).status_code == 404


def test_editor_settles_once_and_officers_only_read(client, staff, site, refuse, power):
    listing = ListingFactory(region=site.region)
    refuse(listing, 2)
    address = reverse("gap_detail", args=[power.pk])
    client.force_login(staff("officer", site.region))
    assert "处理完了" not in client.get(address).text
    assert client.post(address, {"listing": listing.pk}).status_code == 404
    editor = staff("editor", site.region)
    client.force_login(editor)
    for raw in ("", "x", "9" * 30):
        assert client.post(address, {"listing": raw}).status_code == 404
    page = client.post(address, {"listing": listing.pk}, follow=True)
    assert [str(m) for m in page.context["messages"]] == [
        f"“{listing.title}”的“供电”已记为处理完。"
    ]
    assert set(Refusal.objects.values_list("settled_on", "settled_by")) == {
        (timezone.localdate(), editor.pk)
    }
    assert LogEntry.objects.latest("pk").change_message == "缺口处理完：供电"
    page = client.post(address, {"listing": listing.pk}, follow=True)
    assert [str(m) for m in page.context["messages"]] == ["刚才已经有人处理了，没有再改。"]
    assert client.get(reverse("gap_list")).context["rows"] == []


@pytest.mark.django_db(transaction=True)
def test_place_is_held_while_it_is_settled(client, staff, site, refuse, power):
    listing = ListingFactory(region=site.region)
    refuse(listing)
    client.force_login(staff("editor", site.region))
    address = reverse("gap_detail", args=[power.pk])
    assert client.post(address, {"listing": listing.pk}).status_code == 302
    assert not Refusal.objects.unsettled().exists()


def test_place_to_verify_says_why_it_was_refused(client, staff, site, refuse):
    listing = ListingFactory(region=site.region, verified_at=None)
    refuse(listing, 2)
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("verification_list"))
    shown = {row.pk: row.refused_for for row in page.context["page_obj"]}
    assert shown == {listing.pk: [{"name": "供电", "times": 2}]}
    assert "踏勘后被放弃：供电 2 次" in page.text
