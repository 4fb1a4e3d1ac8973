"""The map page: list and drawing of the same listings, narrowed by the map's frame."""

import datetime
import re

import pytest
from django.utils import timezone

from tests import factories
from tests.maps.conftest import AROUND_NEAR, FAR, NEAR, numbered


def test_map_numbers_the_list_and_the_drawing_alike(client, site, far, near):
    response = client.get("/golmud/map/")
    assert response.status_code == 200
    assert numbered(response) == [(1, "近处厂房"), (2, "远处厂房")]
    pins = re.findall(r'atlas__text--pin"[^>]*>([^<]+)<', response.text)
    assert pins == ["1", "2"] * 2  # the wide drawing and the tall one
    assert "示意图，不作划界依据" in response.text


@pytest.mark.parametrize(
    "bbox", ["1,2,3", "x", "nan,1,2,3", "95,36,94,37", "\x00", "９９９,1,2,3", "0,0,5e-324,5e-324"]
)
def test_bad_frame_is_a_sentence_and_the_rest_still_works(client, site, near, bbox):
    response = client.get("/golmud/map/", {"bbox": bbox})
    assert response.status_code == 400
    assert "地图范围" in response.text
    assert numbered(response) == [(1, "近处厂房")]


def test_bad_condition_is_named_at_the_map_too(client, site, near):
    response = client.get("/golmud/map/?area_min=abc", follow=True)
    assert (response.status_code, numbered(response)) == (400, [(1, "近处厂房")])
    assert 'role="alert"' in response.text


def test_listing_without_coordinates_takes_those_of_its_park(client, site):
    park = factories.ParkFactory(region=site.region, name="昆仑园区", **NEAR)
    factories.ListingFactory(region=site.region, title="园内厂房", park=park)
    response = client.get(f"/golmud/map/?bbox={AROUND_NEAR}")
    assert numbered(response) == [(1, "园内厂房")]
    assert "园区位置" in response.text
    assert 'data-at="36.40000,94.90000"' in response.text


def test_place_of_a_hidden_park_is_not_told(client, site):
    park = factories.ParkFactory(region=site.region, name="秘密园区", status="draft", **NEAR)
    factories.ListingFactory(region=site.region, title="园内厂房", park=park)
    response = client.get("/golmud/map/")
    assert numbered(response) == []
    assert "还没有坐标的 1 处" in response.text
    assert "秘密园区" not in response.text
    assert "94.9" not in client.get("/golmud/map/points/?frame=94,36,96,37&zoom=9").text


def test_listings_without_any_place_are_named_below(client, site, near):
    factories.ListingFactory.create_batch(8, region=site.region)
    half = factories.ListingFactory(region=site.region, title="只有纬度", latitude="36.4")
    response = client.get("/golmud/map/")
    assert numbered(response) == [(1, "近处厂房")]
    assert "还没有坐标的 9 处" in response.text
    assert half.title in response.text
    assert "在列表里看全部" in response.text


def test_map_hides_what_the_list_hides(client, site, other_site):
    later = timezone.now() + datetime.timedelta(hours=1)
    hidden = {"region": site.region, "title": "不该看到"} | NEAR
    factories.ListingFactory(**hidden, status="draft")
    factories.ListingFactory(**hidden, publish_at=later)
    factories.ListingFactory(**hidden, status_of_offer="taken")
    factories.ListingFactory(**hidden | {"region": other_site.region})
    response = client.get("/golmud/map/")
    assert (numbered(response), "不该看到" in response.text) == ([], False)
    points = client.get("/golmud/map/points/?frame=94,36,96,37&zoom=9").json()
    assert points["cells"] == []


def test_htmx_gets_the_list_alone_and_the_address(client, site, near):
    headers = {"HX-Request": "true"}
    response = client.get(f"/golmud/map/?bbox={AROUND_NEAR}&page=1", headers=headers)
    assert (
        response.headers["HX-Push-Url"] == "/golmud/map/?bbox=94.80000,36.30000,95.00000,36.50000"
    )
    assert "HX-Request" in response.headers["Vary"]
    assert ("<html" in response.text, "atlas__drawing" in response.text) == (False, False)
    assert numbered(response) == [(1, "近处厂房")]


def test_pages_go_on_counting(client, site):
    factories.ListingFactory.create_batch(17, region=site.region, **NEAR)
    response = client.get("/golmud/map/?page=2")
    assert [number for number, _ in numbered(response)] == [16, 17]
    assert "16–17" in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_map_costs_the_same_for_one_and_three(client, site, django_assert_num_queries, rows):
    park = factories.ParkFactory(region=site.region, **FAR)
    factories.ListingFactory.create_batch(rows, region=site.region, park=park, **NEAR)
    factories.ListingFactory(region=site.region)
    with django_assert_num_queries(13):
        client.get("/golmud/map/")


def test_without_leaflet_the_drawing_remains(client, site, near, settings):
    settings.HAS_LEAFLET = False
    response = client.get("/golmud/map/")
    assert "leaflet" not in response.text
    assert "data-atlas" not in response.text
    assert "atlas__drawing" in response.text


@pytest.mark.parametrize(("key", "approval"), [("", ""), ("abc123", ""), ("", "GS(2024)0650号")])
def test_nothing_is_fetched_from_outside_without_key_and_number(
    client, site, near, settings, key, approval
):
    settings.TIANDITU_KEY = key
    site.map_approval_number = approval
    site.save()
    response = client.get("/golmud/map/")
    assert "tianditu" not in response.text + response.headers["Content-Security-Policy"]
    assert "示意图" in response.text


def test_tiles_carry_the_number_and_widen_only_this_page(client, site, near, settings):
    settings.TIANDITU_KEY = "abc123"
    site.map_approval_number = "GS(2024)0650号"
    site.save()
    response = client.get("/golmud/map/")
    assert "审图号：GS(2024)0650号" in response.text
    assert "国家地理信息公共服务平台“天地图”" in response.text
    assert "data-outline" not in response.text
    policy = response.headers["Content-Security-Policy"]
    hosts = " ".join(f"https://t{n}.tianditu.gov.cn" for n in range(8))
    assert f"img-src 'self' {hosts};" in policy
    assert policy.count("tianditu") == 8
    strict = client.get("/golmud/listings/").headers["Content-Security-Policy"]
    assert "tianditu" not in strict


def test_link_from_the_listing_leads_to_its_pin(client, site, near, far):
    page = client.get(f"/golmud/listings/{near.pk}/")
    assert f'href="/golmud/map/?q={near.code}"' in page.text
    assert numbered(client.get(f"/golmud/map/?q={near.code}")) == [(1, "近处厂房")]
    links = re.findall(r'<a href="(https://[^"]+)" rel="noopener nofollow external"', page.text)
    assert [link.split("/")[2] for link in links] == [
        "uri.amap.com",
        "apis.map.qq.com",
        "api.map.baidu.com",
    ]


def test_needs_are_judged_in_list_drawing_and_live_map_alike(client, site):
    """Two neighbours share a pin; what misses one need is there, too, and said to."""
    spots = ((10, "36.40", "有十米的"), (None, "36.40", "不知多高的"), (6, "37.40", "只有六米的"))
    for height, latitude, title in spots:
        hall = factories.ListingFactory(
            region=site.region, title=title, latitude=latitude, longitude="94.9"
        )
        factories.BuildingSpecFactory(listing=hall, clear_height_m=height)
    nowhere = factories.ListingFactory(region=site.region)
    factories.BuildingSpecFactory(listing=nowhere, clear_height_m=10)
    response = client.get("/golmud/map/?kind=factory&height_min=9")
    assert numbered(response) == [(1, "有十米的"), (2, "不知多高的"), (3, "只有六米的")]
    signs = re.findall(r'verdict__sign" aria-hidden="true"></span>(.*?)</b>', response.text)
    assert signs == ["满足", "待核", "差一项"]
    pins = re.findall(
        r'<g class="pin--(\w+)">.*?--pin"[^>]*>(.*?)</text>', response.text, re.DOTALL
    )
    assert set(pins) == {("met", "✓? 1–2"), ("failed", "✕ 3")}
    assert '<a href="#nowhere-title">1 处没有坐标</a>' in response.text
    assert response.text.count("data-pick") == 3
    address = "/golmud/map/points/?frame=94,36,96,38&zoom=9&kind=factory&height_min=9"
    told = [(c["n"], c["text"], c["said"], c["tone"]) for c in client.get(address).json()["cells"]]
    assert told == [(2, "✓1 ?1", "，1 处满足，1 处待核", "met"), (1, "✕ ", "，差一项", "failed")]
    plain_cells = client.get(address.split("&kind")[0]).json()["cells"]
    assert [(c["text"], c["said"], c["tone"]) for c in plain_cells] == [
        ("2 处", "", ""),
        ("", "", ""),
    ]
