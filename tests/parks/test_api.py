import datetime

import pytest
from django.utils import timezone

from parks.models import Utility
from tests import factories


def codes(response):
    assert response.status_code == 200, response.json()
    return [row["code"] for row in response.json()["results"]]


@pytest.fixture
def plot(site):
    listing = factories.LandFactory(
        region=site.region, code="GEM-T-1", title="A-12", area_sqm=20000
    )
    factories.LandTermsFactory(listing=listing, investment_wan_per_mu=180)
    return listing


def test_listing_has_units_in_its_names_and_null_for_unknown(client, plot):
    (row,) = client.get("/api/v1/listings/").json()["results"]
    terms = row.pop("land_terms")
    assert {name: row[name] for name in ("code", "kind", "area_sqm", "area_mu", "region")} == {
        "code": "GEM-T-1",
        "kind": "land",
        "area_sqm": "20000.00",
        "area_mu": "30.00",
        "region": "632801",
    }
    assert row["url"] == f"http://127.0.0.1:8000/golmud/listings/{plot.pk}/"
    assert (row["price_amount"], row["price_unit"]) == ("6.40", "wan_per_mu")
    assert (row["price_yuan_per_sqm"], row["rent_yuan_per_sqm_month"]) == ("96.0000", None)
    assert (row["park"], row["address"], row["latitude"]) == (None, None, None)
    assert row["building_spec"] is None
    assert terms["investment_wan_per_mu"] == "180.00"
    assert terms["use_code"] is terms["tax_wan_per_mu"] is None


def test_api_hides_what_pages_hide(client, plot, site, prefecture):
    later = timezone.now() + datetime.timedelta(hours=1)
    draft = factories.ListingFactory(region=site.region, status="draft")
    factories.ListingFactory(region=site.region, publish_at=later)
    factories.ListingFactory(region=prefecture, code="无站点")
    offline = factories.SiteFactory(is_live=False)
    factories.ListingFactory(region=offline.region)
    assert codes(client.get("/api/v1/listings/")) == ["GEM-T-1"]
    assert client.get(f"/api/v1/listings/{draft.pk}/").status_code == 404
    park = factories.ParkFactory(region=site.region, status="draft", slug="secret")
    plot.park = park
    plot.save()
    assert client.get("/api/v1/parks/").json()["results"] == []
    assert "secret" not in client.get("/api/v1/listings/").text


def test_api_filters_like_the_page(client, plot, site, other_site):
    factories.ListingFactory(region=other_site.region, code="WL-F-1")
    taken = factories.ListingFactory(region=site.region, code="GEM-F-9", status_of_offer="taken")
    found = {
        query: codes(client.get(f"/api/v1/listings/?{query}"))
        for query in (
            "sort=area", "kind=land", "region=632800&sort=area", "region=632821",
            "site=wulan", "status=taken", "area_min=20&area_unit=mu", "q=A-12",
        )
    }  # fmt: skip
    assert found == {
        "sort=area": ["WL-F-1", "GEM-T-1"],
        "kind=land": ["GEM-T-1"],
        "region=632800&sort=area": ["WL-F-1", "GEM-T-1"],
        "region=632821": ["WL-F-1"],
        "site=wulan": ["WL-F-1"],
        "status=taken": ["GEM-F-9"],
        "area_min=20&area_unit=mu": ["GEM-T-1"],
        "q=A-12": ["GEM-T-1"],
    }
    assert client.get(f"/api/v1/listings/{taken.pk}/").json()["status_of_offer"] == "taken"
    bad = client.get("/api/v1/listings/?area_min=x")
    assert (bad.status_code, bad.json()) == (400, {"area_min": ["请填数字，如 50 或 6.5。"]})


@pytest.mark.parametrize("kind", ["listings", "parks"])
@pytest.mark.parametrize("query", ["site=nowhere", "site=offline", "region=1", "region=999999"])
def test_unknown_place_is_400(client, site, other_site, kind, query):
    factories.SiteFactory(slug="offline", is_live=False)
    assert client.get(f"/api/v1/{kind}/?{query}").status_code == 400


def test_park_tells_its_supplies(client, site):
    park = factories.ParkFactory(region=site.region, slug="kunlun", name="昆仑园")
    park.industries.add(factories.IndustryFactory(slug="salt"))
    Utility.objects.create(park=park, kind="gas")
    factories.ParkFactory(region=site.region, name="另一个园")
    (row,) = client.get("/api/v1/parks/?industry=salt").json()["results"]
    assert (row["slug"], row["industries"]) == ("kunlun", ["salt"])
    assert row["url"] == "http://127.0.0.1:8000/golmud/parks/kunlun/"
    assert row["utilities"] == [
        {"kind": "gas", "is_supplied": None, "capacity": None, "note": None, "voltage_kv": None}
        | {"state": None, "state_on": None, "state_source": None}
    ]


@pytest.mark.parametrize(("is_active", "found"), [(True, 1), (False, 0)])
def test_parks_are_not_found_by_an_industry_out_of_use(client, site, is_active, found):
    park = factories.ParkFactory(region=site.region)
    park.industries.add(factories.IndustryFactory(slug="salt", is_active=is_active))
    assert client.get("/api/v1/parks/?industry=salt").json()["count"] == found


def test_parks_are_found_by_any_of_several_industries(client, site):
    chemicals = factories.IndustryFactory(slug="chemicals")
    salt = factories.IndustryFactory(slug="salt", parent=chemicals)
    coal = factories.IndustryFactory(slug="coal", parent=chemicals)
    food = factories.IndustryFactory(slug="food")
    for industry in (salt, coal, food):
        park = factories.ParkFactory(region=site.region, slug=f"of-{industry.slug}")
        park.industries.add(industry)
    found = {
        query: {row["slug"] for row in client.get(f"/api/v1/parks/?{query}").json()["results"]}
        for query in (
            "industry=salt&industry=food",
            "industry=chemicals",
            "industry=chemicals&industry=salt",
            "industry=nothing&industry=food",
        )
    }
    assert list(found.values()) == [
        {"of-salt", "of-food"},
        {"of-salt", "of-coal"},
        {"of-salt"},
        {"of-food"},
    ]
    assert client.get("/api/v1/parks/?industry=salt&industry=%00").status_code == 400


def test_answer_has_an_etag_and_is_read_only(client, plot):
    first = client.get("/api/v1/listings/")
    again = client.get("/api/v1/listings/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.post("/api/v1/listings/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_api_queries_do_not_grow(client, site, rows, django_assert_num_queries):
    for _ in range(rows):
        listing = factories.ListingFactory(region=site.region)
        listing.industries.add(factories.IndustryFactory())
    with django_assert_num_queries(4):  # count, rows, their industries, photos
        assert len(codes(client.get("/api/v1/listings/"))) == rows
