"""On what facts rest: said in the form beside the numbers, and to readers."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parks.models.fact_sources import COLUMNS, GROUPS, PARK_COLUMNS, PARK_GROUPS, FactSource
from publishing.corrections import is_correction
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region)


@pytest.fixture
def url(listing, client, staff, site):
    client.force_login(staff("editor", site.region))
    return reverse("admin:parks_listing_change", args=[listing.pk])


def test_sources_are_told_in_the_order_of_the_form(listing):
    nothing = listing.fact_sources()
    listing.price_source = "contract"
    listing.area_source, listing.area_sourced_on = "title", DAY
    assert (nothing, listing.fact_sources()) == (
        [],
        [FactSource("面积", "不动产权证", DAY), FactSource("价格", "报价单或合同", None)],
    )


def test_they_are_public_at_once_and_readers_are_told(client, listing, url, site):
    typed = {"area_source": "title", "area_sourced_on": "2026-11-20", "offer_source": "call"}
    admin_pages.press(client, url, **typed)
    listing.refresh_from_db()
    page = client.get(listing.url_on(site)).text
    assert listing.status == "approved"
    label = GROUPS["offer"]
    assert f"数据依据：面积：不动产权证（2026-11-20 核对）；{label}：电话询问。" in page


def test_where_nothing_is_known_nothing_is_said(client, listing, site):
    assert "数据依据" not in client.get(listing.url_on(site)).text


def test_each_stands_beside_what_it_is_about(client, url):
    page = client.get(url).text
    names = ["area_sqm", "area_source", "price_amount", "price_source", "offer_source"]
    places = [page.index(f'name="{name}"') for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"area_sourced_on": "2026-11-20"}, ["面积的依据"]),
        ({"area_source": "title", "area_sourced_on": "2099-01-01"}, ["面积的核对日期"]),
        ({"area_source": "made-up"}, ["面积的依据"]),
        ({"area_source": "title", "area_sourced_on": "昨天"}, ["面积的核对日期"]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(client, listing, url, typed, errors):
    page = admin_pages.press(client, url, title="新标题", **typed)
    assert [error.label for error in page.context["error_summary"]] == errors
    assert admin_pages.filled(page)["title"] == "新标题"


def test_today_is_no_future(client, listing, url):
    today = timezone.localdate()
    admin_pages.press(client, url, area_source="survey", area_sourced_on=today.isoformat())
    listing.refresh_from_db()
    assert listing.area_sourced_on == today


def test_the_database_asks_for_a_source_with_each_day(listing):
    for source, day in COLUMNS:
        rule = "parks_listing_days_have_a_source"
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            type(listing).objects.filter(pk=listing.pk).update(**{source: "", day: DAY})


def test_every_column_is_a_correction(listing):
    names = [name for pair in COLUMNS for name in pair]
    assert [name for name in names if not is_correction(type(listing), name, "x")] == []


def test_a_park_names_its_sources_in_the_same_way(client, staff, site):
    park = factories.ParkFactory(region=site.region)
    client.force_login(staff("editor", site.region))
    url = reverse("admin:parks_park_change", args=[park.pk])
    assert "数据依据" not in client.get(park.get_absolute_url()).text
    page = admin_pages.press(client, url, place_sourced_on="2026-11-20")
    assert [each.label for each in page.context["error_summary"]] == ["位置与边界的依据"]
    typed = {
        "area_source": "document",
        "area_sourced_on": "2026-11-20",
        "utilities_source": "owner",
    }
    assert admin_pages.press(client, url, **typed).status_code == 302
    page = client.get(park.get_absolute_url()).text
    label = PARK_GROUPS["utilities"]
    told = f"数据依据：面积与占比：规划或批复文件（2026-11-20 核对）；{label}：企业提供。"
    assert told in page
    for source, day in PARK_COLUMNS:
        rule = "parks_park_days_have_a_source"
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            type(park).objects.filter(pk=park.pk).update(**{source: "", day: DAY})
