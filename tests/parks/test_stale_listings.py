"""What nobody verified in time is gone from every public surface, and says so at its address."""

import datetime

import pytest
from django.utils import timezone

from parks.models import Listing
from tests import factories

NAME, CODE = "逾期秘密厂房", "STALE-SECRET-1"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def stale(site):
    """Public for long, verified too long ago; with everything that could carry its name."""
    park = factories.ParkFactory(region=site.region, slug="kunlun")
    listing = factories.ListingFactory(
        region=site.region, park=park, title=NAME, code=CODE, summary=NAME, address="逾期秘密路",
        price_amount="77.70", latitude="36.40000", longitude="94.90000",
        publish_at=timezone.now() - 300 * DAY, verified_at=timezone.now() - 121 * DAY,
    )  # fmt: skip
    factories.BuildingSpecFactory(listing=listing)
    factories.ListingFactory(region=site.region, park=park, title="有效的厂房")
    return listing


def surfaces(stale):
    """Addresses where a public listing shows; those that answer 404 are not its own."""
    site = "/golmud"
    return [
        *(f"{site}/{name}/" for name in ("listings", "factories", "parks", "parks/kunlun", "map")),
        f"{site}/",
        f"{site}/site-map/",
        f"{site}/listings/?q=逾期秘密",
        f"{site}/search/?q=逾期秘密",
        f"{site}/search/?q={CODE}",
        f"{site}/search/suggest/?q=逾期秘密",
        f"{site}/compare/?listing={stale.pk}",
        f"{site}/shortlist/?listing={stale.pk}",
        f"{site}/consult/?listing={stale.pk}",
        f"{site}/map/points/",
        "/",
        "/sitemap.xml",
        "/sitemap-listings.xml",
        "/api/v1/listings/",
        "/api/v1/listings/?q=逾期秘密",
        "/api/v1/listings.geojson",
        f"/api/v1/listings/{stale.pk}/",
    ]


def test_no_public_surface_shows_a_listing_hidden_as_stale(client, stale):
    path = f"/golmud/listings/{stale.pk}/"
    leaks, is_missing = [], set()
    for url in surfaces(stale):
        response = client.get(url)
        words = (f"{NAME}</", f"{NAME}（", f"{CODE}<", path, "逾期秘密路", "77.7")
        leaks += [(url, word) for word in words if word in response.text]
        is_missing.add((response.status_code == 404, url == f"/api/v1/listings/{stale.pk}/"))
    assert leaks == []
    assert is_missing == {(False, False), (True, True)}


def test_the_same_surfaces_show_it_once_it_is_verified(client, stale):
    """Else the test above would prove nothing."""
    stale.verify(by="编辑", evidence="现场查看")
    path = f"/golmud/listings/{stale.pk}/"
    shown = [url for url in surfaces(stale) if path in client.get(url).text]
    assert {"/golmud/listings/", "/golmud/search/?q=逾期秘密", "/sitemap-listings.xml"} <= set(
        shown
    )


def test_counts_leave_it_out(client, stale):
    assert "（1 处）" in client.get("/golmud/listings/").text
    assert client.get("/api/v1/listings/").json()["count"] == 1


def test_other_listings_do_not_name_it_as_similar(client, stale):
    other = Listing.objects.get(title="有效的厂房")
    assert NAME not in client.get(f"/golmud/listings/{other.pk}/").text


def test_its_own_address_says_why_and_tells_no_facts(client, stale):
    response = client.get(f"/golmud/listings/{stale.pk}/")
    assert response.status_code == 410
    assert "信息超过核实期限" in response.text
    assert CODE in response.text
    assert [word in response.text for word in (NAME, "逾期秘密路", "77.7")] == [False] * 3
    assert '<meta name="robots" content="noindex">' in response.text
    assert [card.title for card in response.context["similar"]] == ["有效的厂房"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + DAY},
        {"expire_at": timezone.now() - DAY},
    ],
)
def test_what_was_not_public_stays_a_404(client, stale, fields):
    Listing.objects.filter(pk=stale.pk).update(**fields)
    assert client.get(f"/golmud/listings/{stale.pk}/").status_code == 404


def test_another_site_does_not_know_it(client, other_site, stale):
    assert client.get(f"/wulan/listings/{stale.pk}/").status_code == 404


def test_staff_preview_it_and_find_it_marked_in_the_list(client, staff, site, stale):
    client.force_login(staff("editor", site.region))
    assert NAME in client.get(f"/golmud/listings/{stale.pk}/").text
    assert "逾期未核实，已隐藏" in client.get("/admin/parks/listing/").text
