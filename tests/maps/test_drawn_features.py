"""What staff draw on the maps of a region."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from maps.bbox import BoundingBox
from maps.drawn_features import DrawnFeatures, places_of
from maps.models import MapFeature
from regions.models import Region
from tests.factories import ListingFactory, MapFeatureFactory

pytestmark = pytest.mark.django_db
LINE = {"type": "MultiLineString", "coordinates": [[[94.5, 36.5], [95, 36.6], [95.5, 36.5]]]}
OTHER = {"type": "MultiLineString", "coordinates": [[[94.5, 36.2], [95, 36.1], [95.5, 36.2]]]}
AREA = {"type": "Polygon", "coordinates": [[[94, 36], [96, 36], [96, 37], [94, 36]]]}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "railway"}, "shape_of_its_kind"),
        ({"geometry": LINE}, "shape_of_its_kind"),
        ({"kind": "lake", "geometry": LINE}, "shape_of_its_kind"),
        ({"kind": "border", "geometry": LINE}, "shape_of_its_kind"),
        ({"state": "dreamt"}, "known_state"),
        ({"source": ""}, "has_a_source"),
    ],
)
def test_database_refuses(fields, name):
    with pytest.raises(IntegrityError, match=f"maps_mapfeature_{name}"):
        MapFeatureFactory(**fields)


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
        shown = drawn.collection(BoundingBox(*frame))["features"]
        return [feature["properties"]["kind"] for feature in shown]

    assert kinds(94, 36, 96, 37) == ["railway", "plan", "lake"]
    assert kinds(95.6, 36.1, 96, 36.2) == ["lake"]
    assert kinds(97, 36, 98, 37) == []


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


def test_an_editor_types_a_line(client, staff, site):
    client.force_login(staff("editor", site.region))
    Region.objects.filter(pk=site.region_id).update(latitude="36.4", longitude="94.9")
    form = {
        "region": site.region_id, "kind": "railway", "name": "专用线", "state": "planned",
        "source": "手工描绘", "sourced_on": "2026-11-01", "geometry": "94.9,36.4\n95.0,36.5",
    }  # fmt: skip
    add = reverse("admin:maps_mapfeature_add")
    for typed, sentence in (
        ("94.9,36.4", "线至少要有两个点。"),
        ("121.4,31.2\n121.5,31.3", "公里，请检查坐标。"),
        ("<b>", "这不是 GeoJSON"),
    ):
        refused = client.post(add, form | {"geometry": typed})
        page = refused.content.decode()
        assert sentence in page, typed
        assert refused.context["adminform"].form["geometry"].value() == typed
    assert client.post(add, form).status_code == 302
    feature = MapFeature.objects.get()
    assert feature.geometry["coordinates"] == [[[94.9, 36.4], [95.0, 36.5]]]
    change = reverse("admin:maps_mapfeature_change", args=[feature.pk])
    assert "看地图" in client.get(reverse("admin:maps_mapfeature_changelist")).content.decode()
    kept = client.get(change).context["adminform"].form["geometry"].value()
    assert client.post(change, form | {"geometry": kept, "kind": "lake"}).status_code == 200
    assert client.post(change, form | {"geometry": kept, "name": "二线"}).status_code == 302
    feature.refresh_from_db()
    assert (feature.name, feature.kind) == ("二线", "railway")
