import datetime

import pytest
from django.utils import timezone

from parks.models import CostFactor, LandTerms, ListingIndex, Park, TransportLink, Utility
from tests import factories


@pytest.fixture
def kunlun(site):
    park = factories.ParkFactory(
        region=site.region, name="昆仑园", slug="kunlun", approved_area_sqm=15_550_000
    )
    for kind in ("water", "power", "road", "levelled"):
        Utility.objects.create(park=park, kind=kind, is_supplied=True)
    Utility.objects.create(park=park, kind="gas", is_supplied=False)
    return park


def names(response):
    return [park.name for park in response.context["page_obj"]]


def test_park_list_shows_public_parks_of_the_region(client, site, other_site, kunlun):
    factories.ParkFactory(region=site.region, name="草稿园", status="draft")
    factories.ParkFactory(
        region=site.region, name="将来园", publish_at=timezone.now() + datetime.timedelta(hours=1)
    )
    factories.ParkFactory(region=other_site.region, name="邻县园")
    busy = factories.ParkFactory(region=site.region, name="藏青园")
    factories.ListingFactory(region=site.region, park=busy)
    factories.ListingFactory(region=site.region, park=busy, status="draft")
    response = client.get("/golmud/parks/")
    assert names(response) == ["藏青园", "昆仑园"]
    assert [p.listing_count for p in response.context["page_obj"]] == [1, 0]
    assert client.get("/golmud/parks/?page=abc").status_code == 200


def test_empty_park_list_offers_help(client, site):
    assert "格尔木还没有登记园区" in client.get("/golmud/parks/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_park_cards_take_one_query(site, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.ParkFactory(region=site.region).industries.add(factories.IndustryFactory())
    with django_assert_num_queries(1):
        parks = list(Park.objects.published().in_region(site.region).for_cards())
        assert [(len(p.industry_names), len(p.card_figures)) for p in parks] == [(1, 2)] * rows


def test_park_page_tells_area_supplies_prices_and_spaces(client, site, kunlun):
    today = timezone.localdate()
    for days, value in ((-30, "0.40"), (-1, "0.38"), (9, "0.30")):
        since = today + datetime.timedelta(days=days)
        CostFactor.objects.create(
            park=kunlun,
            kind="power",
            value=value,
            unit="元/kWh",
            source="电力",
            valid_from_on=since,
        )
    TransportLink.objects.create(park=kunlun, kind="airport", name="机场", distance_km=None)
    TransportLink.objects.create(park=kunlun, kind="rail_freight", name="远", distance_km="9")
    TransportLink.objects.create(park=kunlun, kind="rail_freight", name="近", distance_km="6.2")
    factories.ListingFactory(region=site.region, park=kunlun, title="园内厂房")
    factories.ListingFactory(region=site.region, park=kunlun, title="秘密厂房", status="draft")
    response = client.get("/golmud/parks/kunlun/")
    park = response.context["park"]
    assert park.supply_label() == "三通一平"
    assert [link.name for link in park.transport_rows()] == ["近", "远", "机场"]
    assert [cost.price_text for cost in park.cost_rows()] == ["0.38"]
    assert [row.title for row in response.context["listings"]] == ["园内厂房"]
    assert "15.55" in response.text
    assert "23,325" in response.text
    assert "秘密厂房" not in response.text
    assert f"park={park.pk}" in response.text


@pytest.mark.parametrize(
    ("supplied", "available", "expected"),
    [("62", "26", (62, 26, 12)), (None, "26", None), ("80", "26", None)],
)
def test_land_use_only_where_it_is_known(supplied, available, expected):
    assert (
        Park(supplied_percent=_d(supplied), available_percent=_d(available)).land_use() == expected
    )


def _d(value):
    return Park._meta.get_field("supplied_percent").to_python(value)


@pytest.mark.parametrize("path", ["/golmud/parks/kunlun/", "/wulan/parks/kunlun/"])
def test_hidden_or_foreign_park_is_not_found(client, site, other_site, path):
    factories.ParkFactory(region=site.region, slug="kunlun", status="withdrawn")
    assert client.get(path).status_code == 404


def test_park_of_another_region_is_not_found(client, kunlun, other_site):
    assert client.get("/golmud/parks/kunlun/").status_code == 200
    assert client.get("/wulan/parks/kunlun/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_park_page_queries_do_not_grow(client, site, kunlun, rows, django_assert_max_num_queries):
    for _ in range(rows):
        factories.ListingFactory(region=site.region, park=kunlun)
        kunlun.industries.add(factories.IndustryFactory())
    with django_assert_max_num_queries(12):
        assert client.get("/golmud/parks/kunlun/").status_code == 200


def test_parks_with_most_on_offer_come_first_and_plenty_is_plenty(site):
    parks = [factories.ParkFactory(region=site.region, name=name) for name in "甲乙丙"]
    for park, number in zip(parks, (1, 2, 3), strict=True):
        factories.ListingFactory.create_batch(number, region=site.region, park=park)
    factories.ListingFactory.create_batch(
        4, region=site.region, park=parks[0], status_of_offer="taken"
    )
    ranked = Park.objects.published()
    assert [park.name for park in ranked.most_on_offer_first("pk")] == ["丙", "乙", "甲"]
    plenty = ranked.most_on_offer_first("pk", enough=2)
    assert [park.name for park in plenty] == ["乙", "丙", "甲"]


def test_kinds_present_are_those_still_to_be_had(site, other_site):
    factories.LandFactory(region=site.region)
    factories.ListingFactory(region=site.region, kind="office", status="draft")
    factories.ListingFactory(region=site.region, kind="factory", status_of_offer="taken")
    factories.ListingFactory(region=other_site.region, kind="warehouse")
    assert ListingIndex.objects.kinds_present(site.region) == {"land"}
    assert ListingIndex.objects.kinds_present(other_site.region) == {"warehouse"}


def test_median_is_of_the_newest_plots_of_each_county(site):
    for days, invested in ((3, 100), (2, 200), (1, 300)):
        plot = factories.LandFactory(
            region=site.region, publish_at=timezone.now() - datetime.timedelta(days=days)
        )
        LandTerms.objects.create(listing=plot, investment_wan_per_mu=invested)
    terms = LandTerms.objects
    medians = {
        newest: terms.published_in_prefecture(site.region, newest).control_medians()
        for newest in (2, 3)
    }
    assert [medians[n]["investment_wan_per_mu"] for n in (2, 3)] == [(250.0, 2), (200.0, 3)]
