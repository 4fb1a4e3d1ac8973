"""The network's own pages and the way from one site to another, of few sites and of hundreds."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.carried_needs import NeedsElsewhere
from portal.network_map import network_map
from portal.place_chooser import PER_PAGE
from portal.site_directory import SiteDirectory, distance_words
from regions.models import Region, RegionSpelling, Site
from search.dictionary import DICTIONARY
from search.place_names import PLACE_NAMES
from search.synonyms import SYNONYMS
from tests import factories

MOST_QUERIES, MOST_BYTES = 20, 35 * 1024


@pytest.fixture
def hundreds(site):
    """Three hundred sites in three provinces beside that of 格尔木."""
    provinces = [
        factories.RegionFactory(
            adcode=f"{number}0000", name=f"第{number}省", short_name=f"第{number}"
        )
        for number in (13, 14, 15)
    ]
    counties = Region.objects.bulk_create(
        Region(
            adcode=f"{above.adcode[:2]}{number:04}",
            path=f"{above.path}{above.adcode[:2]}{number:04}/",
            level=Region.Level.COUNTY,
            parent=above,
            name=f"大{number}县",
            short_name=f"大{number}",
        )
        for above in provinces
        for number in range(101, 201)
    )
    RegionSpelling.objects.rewrite(Region.objects.filter(parent__in=provinces))
    shown = factories.SiteFactory.build(region=site.region)
    copied = ("platform_name", "slogan", "introduction", "hotline", "organiser")
    Site.objects.bulk_create(
        Site(
            region=county,
            slug=f"s{county.adcode}",
            short_name=county.short_name,
            is_live=True,
            **{name: getattr(shown, name) for name in copied},
        )
        for county in counties
    )
    return provinces


def rows(found):
    return [(row.entry.name, row.url) for row in found]


def names(entries):
    return [entry.name for entry in entries]


def test_pages_of_three_hundred_sites_stay_small(client, hundreds):
    needs = "to=land_list&area_min=20&area_unit=mu&industry=chemical"
    over = {}
    for path in (
        *("/", "/?province=130000", "/?letter=D", "/?place=da101", "/search/?q=大101"),
        *(
            "/golmud/change/",
            f"/golmud/change/?{needs}",
            f"/golmud/change/?{needs}&letter=D&page=2",
        ),
    ):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        cost = (response.status_code, len(queries), len(response.content))
        if cost[0] != 200 or cost[1] > MOST_QUERIES or cost[2] > MOST_BYTES:
            over[path] = cost
    assert over == {}
    chooser = client.get("/?letter=D").context["chooser"]
    assert (len(chooser.page_obj.object_list), chooser.page_obj.paginator.count) == (PER_PAGE, 300)
    assert chooser.title == "D 开头的 300 个地区"
    assert [(each.label, each.number) for each in chooser.provinces] == [
        *((province.short_name, 100) for province in hundreds),
        ("青海", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("格尔木市", ["格尔木"]),
        ("Ge Er Mu", ["格尔木"]),
        ("格尔", ["格尔木"]),
        ("乌兰县", ["乌兰"]),
        # 海西 has no site of its own, 大柴旦 nothing below it either, 西宁 nothing at all.
        ("海西州", ["格尔木", "乌兰"]),
        ("大柴旦", []),
        ("火星", []),
        ("…", None),
    ],
)
def test_sites_are_found_by_any_name_of_their_place(client, site, other_site, typed, found):
    factories.SiteFactory(slug="hidden", is_live=False)
    factories.RegionFactory(adcode="632857", parent=site.region.parent, name="大柴旦行政委员会")
    shown = client.get("/golmud/change/", {"place": typed}).context["chooser"].found
    assert (None if shown is None else [row.entry.name for row in shown]) == found


def test_a_place_without_a_site_leads_to_the_site_above_it(client, site, prefecture):
    factories.SiteFactory(region=prefecture, slug="haixi")
    factories.RegionFactory(
        adcode="632802", parent=prefecture, name="德令哈市", short_name="德令哈"
    )
    found = client.get("/", {"place": "delingha"}).context["chooser"].found
    assert rows(found) == [("海西", "/haixi/")]


def test_nearest_sites_come_first_and_unknown_places_last(site, other_site):
    for region, place in ((site.region, (36.4, 94.9)), (other_site.region, (36.93, 98.48))):
        region.latitude, region.longitude = place
        region.save()
    far = factories.RegionFactory(adcode="330000", name="浙江省", short_name="浙江")
    near = factories.RegionFactory(
        adcode="632822", parent=site.region.parent, name="都兰县", short_name="都兰",
        latitude=36.3, longitude=98.09,
    )  # fmt: skip
    factories.SiteFactory(region=far, slug="zhejiang")
    factories.SiteFactory(region=near, slug="dulan")
    nearest = SiteDirectory().nearest_to(site.region)
    assert [(entry.name, distance_words(km)) for entry, km in nearest] == [
        ("都兰", "约 290 km"),
        ("乌兰", "约 320 km"),
        ("浙江", ""),
    ]


def test_letters_count_every_reading_and_mark_none_as_plain(site, other_site):
    other_site.region.short_name = "长兴"
    other_site.region.save()
    letters = {each.value: each.number for each in SiteDirectory().letters() if each.number}
    assert letters == {"C": 1, "G": 1, "Z": 1}


def test_what_was_asked_goes_along(client, site, other_site):
    asked = (
        "to=land_list&area_min=20&area_max=&area_unit=mu&power_min=100&industry=a&industry=b"
        "&park=kunlun&q=昆仑&page=3&sort=area&place=wulan"
    )
    response = client.get(f"/golmud/change/?{asked}", follow=True)
    kept = "area_min=20&area_unit=mu&power_min=100&industry=a&industry=b"
    assert rows(response.context["chooser"].found) == [("乌兰", f"/wulan/land/?{kept}")]
    assert len(response.context["chooser"].carried) == 3
    body = response.content.decode()
    assert "您的 3 项条件会带过去" in body
    assert '<input type="hidden" name="area_min" value="20">' in body
    landing = client.get("/golmud/land/?area_min=20&park=kunlun", follow=True).content.decode()
    assert "/golmud/change/?to=land_list&amp;area_min=20" in landing


def test_what_is_too_long_or_leads_elsewhere_is_left_behind(rf):
    def carried(query):
        return NeedsElsewhere(rf.get(f"/?{query}").GET)

    long = carried("to=listing_list&" + "&".join(f"industry=x{n}" for n in range(60)))
    assert (len(long), long.url_on("wulan")) == (0, "/wulan/listings/")
    about = "area_about=20&area_within=10&area_unit=mu&sure=1"
    counted = [len(carried(f"to=land_list&{about}{more}")) for more in ("", "&eia=1")]
    assert counted == [1, 2]
    assert carried(f"to=land_list&{about}").url_on("wulan") == f"/wulan/land/?{about}"
    odd = carried("to=admin:index&area_min=20")
    assert (odd.query, odd.url_on("wulan")) == ("", "/wulan/")


def test_bad_choices_are_told_and_count_as_none(client, site, other_site):
    response = client.get("/", {"province": "1", "letter": "?", "place": "长" * 41, "page": "x"})
    assert response.status_code == 400
    assert response.context["chooser"].found is None
    assert [row.entry.name for row in response.context["chooser"].page_obj] == ["格尔木", "乌兰"]


def test_network_home_counts_what_live_sites_show(client, site, other_site):
    hidden = factories.SiteFactory(slug="hidden", is_live=False)
    for region in (site.region, other_site.region, hidden.region):
        factories.ListingFactory(region=region, park=factories.ParkFactory(region=region))
        factories.PolicyFactory(region=region)
    front = client.get("/").context["front"]
    assert [number for _, number in front.totals] == [2, 2, 2, 2]
    assert {listing.region for listing in front.newest} == {site.region, other_site.region}


def test_map_names_sites_where_they_are_few_and_nothing_lies_over_another(site, other_site):
    entries = SiteDirectory().entries
    drawing = network_map(entries, by_province=False)
    # Both stand at the middle of their prefecture: one point, one name.
    assert (drawing.points.count("M"), [each.text for each in drawing.labels]) == (1, ["格尔木"])
    assert network_map(entries[:1], by_province=True) is None


def test_search_of_the_network_leads_to_places_and_to_the_nearest_site(
    client, site, other_site, prefecture
):
    factories.SiteFactory(region=prefecture, slug="haixi")
    factories.ListingFactory(region=site.region, title="盐湖旁的厂房")
    factories.ListingFactory(region=other_site.region, title="草稿厂房", status="draft")
    results = client.get("/search/", {"q": "厂房"}).context["results"]
    hits = [(entry.title, entry.url) for group in results.groups for entry in group.entries]
    assert [(title, url.split("/")[1]) for title, url in hits] == [("盐湖旁的厂房", "golmud")]
    assert rows(client.get("/search/", {"q": "wulan"}).context["results"].places) == [
        ("乌兰", "/wulan/")
    ]
    assert "各地都没有找到" in client.get("/search/", {"q": "火星矿石"}).content.decode()
    of_one_type = client.get("/search/", {"q": "厂房", "type": "listing"}).content.decode()
    assert ('id="hits-t"' in of_one_type, "盐湖旁的" in of_one_type) == (True, True)


def test_change_is_offered_only_where_there_is_another_site(client, site):
    assert "/golmud/change/" not in client.get("/golmud/").content.decode()
    factories.SiteFactory(slug="another")
    assert "/golmud/change/" in client.get("/golmud/").content.decode()


@pytest.fixture
def place_names(settings):
    """As a process of its own knows them, and forgets them again."""
    settings.SEARCH_WORDS_SECONDS = 300
    kept = (DICTIONARY, PLACE_NAMES, SYNONYMS)
    for words in kept:
        words.reset()
    yield
    for words in kept:
        words.reset()


@pytest.mark.usefixtures("other_site", "place_names")
def test_search_of_a_site_offers_the_site_of_a_place_first(client, site):
    factories.ListingFactory(region=site.region, title="冷库与车间")
    page = client.get("/golmud/search/", {"q": "wulan 冷库"}).content.decode()
    offered, _, rest = page.partition('id="places-title"')[2].partition("</section>")
    assert re.findall(r'href="([^"]+)"', offered) == ["/wulan/"]
    assert 'id="hits-listing"' in rest
    for asked in ({"q": "格尔木"}, {"q": "wulan", "type": "park"}, {"q": "冷库"}):
        assert 'id="places-title"' not in client.get("/golmud/search/", asked).content.decode()
