"""One enquiry about many listings, and needs that other pages put into words."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from leads.models import Lead, LeadListing
from tests.factories import ListingFactory, ParkFactory
from tests.leads.factories import LeadFactory

BOXES = re.compile(r'name="listing" value="(\d+)" checked')


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


@pytest.fixture
def places(site):
    """Three published listings: 甲, 乙, 丙."""
    return [
        ListingFactory(region=site.region, title=title, code=f"T-{number}")
        for number, title in enumerate("甲乙丙", start=1)
    ]


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


def test_changed_places_after_going_back_are_kept_as_a_message(send, enquiry, places):
    token = enquiry()["form_token"]
    send(form_token=token, listing=[place.pk for place in places])
    for _ in range(2):
        send(form_token=token, listing=[place.pk for place in places[:2]])
    assert [message.body for message in Lead.objects.get().messages.all()] == [
        "再次提交时有改动：\n咨询对象：甲（T-1）；乙（T-2）"
    ]


def test_receipt_and_progress_list_the_places(client, send, site, places):
    receipt = send(listing=[place.pk for place in places])
    lead = Lead.objects.get()
    status = reverse("lead_status", args=[site.slug])
    progress = client.post(status, {"reference": lead.reference, "proof": "1234"})
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


def test_a_place_stands_once_in_an_enquiry(site, places):
    lead = LeadFactory(site=site)
    lead.lead_listings.create(listing=places[0], label="甲", position=1)
    with pytest.raises(IntegrityError, match="leads_leadlisting_listing_once"):
        LeadListing.objects.create(lead=lead, listing=places[0], label="甲", position=2)


def test_positions_differ(site, places):
    lead = LeadFactory(site=site)
    lead.lead_listings.create(listing=places[0], label="甲", position=1)
    with pytest.raises(IntegrityError, match="leads_leadlisting_position_once"):
        LeadListing.objects.create(lead=lead, listing=places[1], label="乙", position=1)


def initial(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("message", "area_wanted", "timing_wanted")}


def test_needs_from_another_page_fill_the_form_but_never_who_asks(client, url):
    response = client.get(
        url,
        {
            "message": "净高 ≥ 9 m；\r\n承重 ≥ 3 t/㎡",
            "area_wanted": "≥ 20 亩",
            "timing_wanted": "明年 3 月",
            "contact_name": "canary",
            "phone": "13812345678",
            "email": "canary@example.com",
            "company": "canary",
            "has_consented": "on",
        },
    )
    assert initial(response) == {
        "message": "净高 ≥ 9 m；\n承重 ≥ 3 t/㎡",
        "area_wanted": "≥ 20 亩",
        "timing_wanted": "明年 3 月",
    }
    form = response.context["form"]
    assert {form[name].value() for name in ("contact_name", "phone", "email", "company")} == {None}
    assert not form["has_consented"].value()
    assert '<details class="fold" open>' in response.text


def test_needs_from_another_page_are_cleaned_and_cut(client, url):
    response = client.get(
        url,
        {
            "message": "<b>a\0\u202eb</b> 110101199003070038 " + "长" * 5000,
            "area_wanted": "亩" * 500,
            "timing_wanted": "\0 \n",
        },
    )
    words = initial(response)
    assert words["message"].startswith("<b>ab</b> ［身份证号已隐去］ 长长")
    assert (len(words["message"]) <= 2000, words["area_wanted"]) == (True, "亩" * 40)
    assert words["timing_wanted"] == ""
    assert "<b>ab" not in response.text
