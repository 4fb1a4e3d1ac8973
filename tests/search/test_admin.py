"""Staff read what readers looked for in vain, of their own regions."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import MissedQuery
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db


NOW = datetime.datetime(2026, 11, 21, 9, 47, 12, tzinfo=datetime.UTC)


DAY = datetime.timedelta(days=1)


LIST = reverse("admin:search_missedquery_changelist")


def kept():
    return list(MissedQuery.objects.order_by("pk").values_list("text", "times"))


def listed(client, user, **query):
    client.force_login(user)
    rows = client.get(LIST, query).context["cl"].result_list
    return [(row.site.slug, row.text, row.asked) for row in rows]


def test_staff_see_the_most_asked_of_their_regions(client, site, other_site, staff):
    now = timezone.now()
    for text, days in (
        ("冷库", 0),
        ("冷库", 3),
        ("冷库", 40),
        ("码头", 1),
        ("码头", 1),
        ("码头", 1),
    ):
        MissedQuery.objects.record(site, text, now - days * DAY)
    MissedQuery.objects.record(other_site, "机场", now)
    editor = staff("editor", site.region)
    assert listed(client, editor) == [("golmud", "码头", 3), ("golmud", "冷库", 2)]
    assert listed(client, editor, days="180") == [("golmud", "冷库", 3), ("golmud", "码头", 3)]
    assert listed(client, editor, days="7", q="库") == [("golmud", "冷库", 2)]
    assert listed(client, editor, days="所有") == listed(client, editor)
    above = staff("manager", site.region.parent)
    assert [row[0] for row in listed(client, above)] == ["golmud", "golmud", "wulan"]


def test_staff_see_what_is_found_by_now(client, site, staff):
    MissedQuery.objects.record(site, "冷库", timezone.now())
    MissedQuery.objects.record(site, "<x7>", timezone.now())
    ListingFactory(region=site.region, title="冷库")
    client.force_login(staff("editor", site.region))
    page = client.get(LIST).content.decode()
    assert '<a href="/golmud/search/?q=%E5%86%B7%E5%BA%93">1 条</a>' in page
    assert ("<x7>" in page, "仍没有" in page) == (False, True)


def test_the_list_is_only_read(client, site, staff):
    MissedQuery.objects.record(site, "冷库", NOW)
    client.force_login(staff("manager", site.region))
    change = reverse("admin:search_missedquery_change", args=[MissedQuery.objects.get().pk])
    statuses = [client.get(change).status_code, client.post(change, {"times": 9}).status_code]
    statuses.append(client.post(LIST, {"action": "delete_selected"}).status_code)
    assert (statuses, kept()) == ([200, 403, 200], [("冷库", 1)])
