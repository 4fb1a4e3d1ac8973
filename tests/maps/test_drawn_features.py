"""What staff draw on the maps of a region."""

import pytest
from django.urls import reverse

from maps.bbox import BoundingBox
from maps.drawn_features import DrawnFeatures, places_of
from tests.factories import ListingFactory, MapFeatureFactory

pytestmark = pytest.mark.django_db
LINE = {"type": "MultiLineString", "coordinates": [[[94.5, 36.5], [95, 36.6], [95.5, 36.5]]]}
OTHER = {"type": "MultiLineString", "coordinates": [[[94.5, 36.2], [95, 36.1], [95.5, 36.2]]]}
AREA = {"type": "Polygon", "coordinates": [[[94, 36], [96, 36], [96, 37], [94, 36]]]}


@pytest.fixture
def drawn(site, other_site):
    region = site.region
    MapFeatureFactory(region=region, kind="railway", geometry=LINE, name="青藏铁路")
    MapFeatureFactory(region=region, kind="motorway", geometry=OTHER, name="G9", state="planned")
    MapFeatureFactory(region=region.parent, kind="lake", geometry=AREA)
    MapFeatureFactory(region=region, name="")
    MapFeatureFactory(region=other_site.region, name="别处的站")
    return DrawnFeatures(region)


def test_a_region_has_its_own_and_those_above(drawn, site, django_assert_num_queries):
    assert [area.kind for area in drawn.areas([])] == ["railway", "plan", "lake"]
    assert drawn.names() == [
        ("way", "青藏铁路", (36.6, 95)),
        ("way", "规划 G9", (36.1, 95)),
        ("stop", "", (36.5, 95)),
    ]
    assert drawn.kinds == ["铁路", "高速公路", "湖泊、水库", "火车站、货场"]
    assert str(drawn.drawn_on) == "2026-11-01"
    with django_assert_num_queries(1):
        DrawnFeatures(site.region)


def test_the_live_map_gets_what_reaches_into_its_frame(drawn):
    def kinds(*frame):
        shown = drawn.collection(BoundingBox(*frame), [])["features"]
        return [feature["properties"]["kind"] for feature in shown]

    assert kinds(94, 36, 96, 37) == ["railway", "plan", "lake"]
    assert kinds(95.6, 36.1, 96, 36.2) == ["lake"]
    assert kinds(97, 36, 98, 37) == []


def test_a_long_line_costs_what_is_seen_of_it(site):
    line = [[90 + number / 500, 36.5] for number in range(5000)]
    MapFeatureFactory(
        region=site.region,
        kind="river",
        geometry={"type": "MultiLineString", "coordinates": [line]},
    )
    features = DrawnFeatures(site.region)
    far, near = (
        features.collection(BoundingBox(*frame), [])["features"][0]["geometry"]["coordinates"]
        for frame in ((90, 30, 100, 40), (94.999, 36.4, 95.009, 36.6))
    )
    assert (len(far), len(near)) == (1, 1)
    assert 800 < len(far[0]) <= 1002
    assert near[0] == [[94.998, 36.5], *([95 + n / 500, 36.5] for n in range(5)), [95.01, 36.5]]


def test_places_of_any_shape():
    several = {"type": "MultiPolygon", "coordinates": [AREA["coordinates"], AREA["coordinates"]]}
    assert [len(list(places_of(shape))) for shape in (LINE, AREA, several)] == [3, 4, 8]


def test_the_map_draws_them_wide_and_tall(client, drawn, site):
    for latitude, longitude in (("36.0", "94.4"), ("36.7", "95.6")):
        ListingFactory(region=site.region, latitude=latitude, longitude=longitude)
    page = client.get(reverse("listing_map", args=[site.slug])).content.decode()
    for said in ("atlas__area--railway", "atlas__area--plan", "规划 G9", "青藏铁路"):
        assert page.count(f"{said}") == 2, said
    assert "铁路、高速公路、湖泊、水库、火车站、货场为手工描绘" in page
    frame = {"frame": "94,36,96,37", "zoom": "9"}
    points = client.get(reverse("listing_map_points", args=[site.slug]), frame).json()
    assert len(points["features"]["features"]) == 3
