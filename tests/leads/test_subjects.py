"""What an enquiry is about: one thing or many listings, and only what may be seen here."""

import re

import pytest
from django.urls import reverse

from leads.models import Lead
from regions.models import ServiceTile
from tests.factories import (
    ListingFactory,
    ParkFactory,
    PolicyCategoryFactory,
    PolicyFactory,
    TileFactory,
)

BOXES = re.compile(r'name="listing" value="(\d+)" checked')


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


def asked(lead):
    rows = lead.lead_listings.order_by("position")
    return [(row.position, row.listing_id, row.label) for row in rows]


def test_page_lists_the_places_in_order(client, url, places):
    first, second, third = (place.pk for place in places)
    html = client.get(url, {"listing": [third, first, second]}).text
    assert BOXES.findall(html) == [str(third), str(first), str(second)]
    assert "您一次咨询 3 处空间" in html


def test_enquiry_keeps_all_places_and_the_first_as_its_listing(send, places, stored):
    one, two, three = places
    assert send(listing=[three.pk, one.pk, three.pk, two.pk]).status_code == 302
    lead = Lead.objects.get()
    assert (lead.listing, lead.subject_label) == (three, "丙（T-3） 等 3 处")
    assert asked(lead) == [
        (1, three.pk, "丙（T-3）"),
        (2, one.pk, "甲（T-1）"),
        (3, two.pk, "乙（T-2）"),
    ]
    assert [words["subject"] for words in stored()] == ["丙（T-3）；甲（T-1）；乙（T-2）"]


def test_one_place_is_kept_in_the_same_way(send, places):
    send(listing=places[0].pk)
    lead = Lead.objects.get()
    assert (lead.subject_label, asked(lead)) == ("甲（T-1）", [(1, places[0].pk, "甲（T-1）")])


def test_places_nobody_may_see_here_are_passed_over(client, send, site, other_site, url, places):
    hidden = [
        ListingFactory(region=site.region, title="机密一", status="draft"),
        ListingFactory(region=site.region, title="机密二", status="withdrawn"),
        ListingFactory(region=other_site.region, title="机密三"),
    ]
    numbers = ["abc", "9" * 40, *(row.pk for row in hidden), places[0].pk, places[1].pk]
    html = client.get(url, {"listing": numbers}).text
    assert BOXES.findall(html) == [str(place.pk) for place in places[:2]]
    assert "机密" not in html
    send(listing=numbers)
    assert [row[1] for row in asked(Lead.objects.get())] == [place.pk for place in places[:2]]


def test_no_place_left_leads_to_the_other_subject(send, site):
    park = ParkFactory(region=site.region)
    send(listing=["987654321", "abc"], park=park.pk)
    lead = Lead.objects.get()
    assert (lead.park, asked(lead)) == (park, [])


def test_more_than_twenty_places_are_cut(send, site):
    rows = [ListingFactory(region=site.region) for _ in range(22)]
    send(listing=[row.pk for row in rows])
    assert [row[1] for row in asked(Lead.objects.get())] == [row.pk for row in rows[:20]]


def test_places_survive_an_error_page(send, places):
    response = send(phone="1", listing=[places[2].pk, places[0].pk])
    assert response.status_code == 400
    assert BOXES.findall(response.text) == [str(places[2].pk), str(places[0].pk)]


def test_receipt_and_progress_list_the_places(client, send, site, places):
    receipt = send(listing=[place.pk for place in places])
    lead = Lead.objects.get()
    status = reverse("lead_status", args=[site.slug])
    progress = client.post(status, {"reference": lead.reference, "proof": lead.phone})
    for page in (client.get(receipt["Location"]), progress):
        assert re.findall(r"<li>(.（T-\d）)</li>", page.text) == [
            "甲（T-1）",
            "乙（T-2）",
            "丙（T-3）",
        ]


def test_officer_sees_every_place_with_a_link(client, send, site, staff, places):
    send(listing=[place.pk for place in places])
    places[1].delete()
    client.force_login(staff("officer", site.region))
    html = client.get(reverse("admin:leads_lead_change", args=[Lead.objects.get().pk])).text
    links = [f"/admin/parks/listing/{places[n].pk or 0}/change/" for n in (0, 2)]
    assert [f'<a href="{link}">' in html for link in links] == [True, True]
    assert "乙（T-2）（已删除）" in html


def test_consult_costs_the_same_for_one_place_and_for_three(
    client, url, places, django_assert_max_num_queries
):
    client.get(url)
    for count in (1, 3):
        with django_assert_max_num_queries(9):
            client.get(url, {"listing": [place.pk for place in places[:count]]})


def test_subject_is_shown_kept_and_chooses_the_topic(client, send, site, url):
    listing = ListingFactory(region=site.region, title="3 号标准厂房", code="GEM-F-2026-003")
    page = client.get(url, {"listing": listing.pk})
    html = page.content.decode()
    assert "您咨询的是：" in html
    assert f'<input type="hidden" name="listing" value="{listing.pk}">' in html
    assert page.context["form"]["topic"].value() == "space"
    send(listing=listing.pk)
    lead = Lead.objects.get()
    assert (lead.listing, lead.subject_label) == (listing, "3 号标准厂房（GEM-F-2026-003）")


def test_topic_in_the_address_wins_over_the_subject(client, site, url):
    listing = ListingFactory(region=site.region)
    page = client.get(url, {"listing": listing.pk, "topic": "funding"})
    assert page.context["form"]["topic"].value() == "funding"


@pytest.mark.parametrize(
    ("category", "topic"),
    [("enterprise", "register"), ("funding", "funding"), ("talent", "other")],
)
def test_policy_chooses_the_topic_its_own_page_links_to(client, site, url, category, topic):
    category = PolicyCategoryFactory(slug=category)
    policy = PolicyFactory(region=site.region, category=category)
    page = client.get(url, {"policy": policy.pk})
    assert (page.context["form"]["topic"].value(), policy.consult_topic) == (topic, topic)


def test_park_policy_and_tile_are_subjects_too(send, site):
    park = ParkFactory(region=site.region, name="昆仑园")
    policy = PolicyFactory(region=site.region, title="租金补贴办法")
    tile = TileFactory(site=site, title="土地厂房", target=ServiceTile.Target.LAND)
    send(park=park.pk)
    send(policy=policy.pk)
    send(tile=tile.pk)
    assert [
        (lead.park, lead.policy, lead.subject_label) for lead in Lead.objects.order_by("pk")
    ] == [
        (park, None, "昆仑园"),
        (None, policy, "《租金补贴办法》"),
        (None, None, "土地厂房"),
    ]


def test_hidden_foreign_or_nonsense_subject_is_ignored(client, send, site, other_site, url):
    draft = ListingFactory(region=site.region, status="draft", title="机密地块")
    elsewhere = ListingFactory(region=other_site.region, title="乌兰厂房")
    tile = TileFactory(site=other_site, title="乌兰入口")
    asked = [
        {"listing": draft.pk},
        {"listing": elsewhere.pk},
        {"tile": tile.pk},
        {"listing": "9" * 30},
        {"listing": "-1"},
        {"listing": "\0"},
        {"park": "abc"},
    ]
    for query in asked:
        page = client.get(url, query)
        assert (page.status_code, page.context["subject"]) == (200, None)
    send(listing=draft.pk)
    lead = Lead.objects.get()
    assert (lead.listing, lead.subject_label) == (None, "")
