import datetime
import re

import pytest
from django.utils import timezone

from finding.result_page import ResultPage
from parks.models import Listing
from tests import factories

HTMX = {"HX-Request": "true"}
VARY = "HX-Request, Cookie, HX-Boosted, HX-History-Restore-Request"
LIST_QUERIES = 4  # what can be picked, all counts, the rows, their cards


def titles(response):
    return [card.title for card in response.context["results"].cards]


def ago(**kwargs):
    return timezone.now() - datetime.timedelta(**kwargs)


@pytest.fixture
def factory(site):
    def make(title, **kwargs):
        return factories.ListingFactory(region=site.region, title=title, **kwargs)

    return make


def test_list_shows_all_kinds_newest_verified_first(client, land, factory):
    factory("没核实的厂房")
    land("早核实的地", verified_at=ago(days=9))
    land("刚核实的地", verified_at=ago(days=1))
    response = client.get("/golmud/listings/")
    assert response.status_code == 200
    assert titles(response) == ["刚核实的地", "早核实的地", "没核实的厂房"]
    assert response.headers["Vary"] == VARY
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.text


def test_list_says_how_many_of_each_kind(client, land, factory):
    land("甲")
    land("乙")
    factory("丙")
    chips = client.get("/golmud/listings/").context["kind_chips"]
    assert [(label, count) for label, count, _, _ in chips] == [
        ("全部", "3"),
        ("工业用地", "2"),
        ("厂房", "1"),
        ("仓库", "0"),
        ("写字楼", "0"),
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("land", "land"),
        ("factories", "factory"),
        ("warehouses", "warehouse"),
        ("offices", "office"),
    ],
)
def test_landing_page_holds_one_kind(client, site, path, kind):
    for each in Listing.Kind.values:
        factories.ListingFactory(region=site.region, kind=each, title=each)
    response = client.get(f"/golmud/{path}/")
    assert titles(response) == [kind]
    assert response.context["landing"].introduction in response.text
    assert titles(client.get(f"/golmud/{path}/?kind=land")) == [kind]


@pytest.fixture
def hidden(site, other_site):
    """One listing for each reason not to be shown."""
    here = {"region": site.region}
    factories.ListingFactory(title="草稿秘密", status="draft", **here)
    factories.ListingFactory(title="待审秘密", status="in_review", **here)
    factories.ListingFactory(title="撤回秘密", status="withdrawn", **here)
    factories.ListingFactory(title="定时秘密", publish_at=ago(days=-1), **here)
    factories.ListingFactory(
        title="过期秘密", publish_at=ago(days=2), expire_at=ago(days=1), **here
    )
    factories.ListingFactory(title="邻县秘密", region=other_site.region)


@pytest.mark.parametrize(
    "path",
    ["/golmud/listings/", "/golmud/factories/", "/golmud/listings/?q=秘密", "/golmud/?"],
)
def test_list_hides_what_is_not_public_here(client, factory, hidden, path):
    factory("公开的厂房")
    response = client.get(path)
    assert response.status_code == 200
    assert "秘密</" not in response.text


def test_list_hides_drafts_from_counts_and_park_names(client, site, factory, hidden):
    park = factories.ParkFactory(region=site.region, name="未公布的园区", status="draft")
    factory("公开的厂房", park=park)
    response = client.get("/golmud/listings/")
    assert response.context["results"].total == 1
    assert "未公布的园区" not in response.text
    assert titles(client.get("/golmud/listings/?q=未公布")) == []


def test_card_says_each_match_without_a_gap_after_its_mark(client, factory):
    factory("不知净高的厂房")
    page = client.get("/golmud/listings/?height_min=9").text
    assert re.findall(r'<li class="is-.*?</li>', page) == [
        '<li class="is-unknown">净高 <b>未知</b></li>'
    ]


def test_prefecture_shows_its_counties(client, prefecture, site, other_site):
    factories.SiteFactory(region=prefecture, slug="haixi")
    factories.ListingFactory(region=site.region, title="格尔木的")
    factories.ListingFactory(region=other_site.region, title="乌兰的")
    assert titles(client.get("/haixi/listings/")) == ["乌兰的", "格尔木的"]


def test_list_leaves_out_what_is_taken_unless_asked(client, factory):
    factory("可供")
    factory("洽谈", status_of_offer="negotiating")
    factory("已租", status_of_offer="taken")
    factory("停止", status_of_offer="closed")
    assert titles(client.get("/golmud/listings/")) == ["洽谈", "可供"]
    assert titles(client.get("/golmud/listings/?status=taken")) == ["已租"]


def test_empty_list_says_so_and_offers_help(client, site):
    response = client.get("/golmud/land/")
    assert response.status_code == 200
    assert "格尔木现在没有在架的工业用地" in response.text
    assert "把需求告诉招商专员" in response.text


def test_htmx_gets_results_and_counts_with_a_tidy_address(client, land):
    land("一块地")
    response = client.get("/golmud/land/?area_min=&area_unit=mu&q=地&sort=newest", headers=HTMX)
    assert response.text.lstrip().startswith('<section class="results')
    assert 'hx-swap-oob="true"' in response.text
    assert "<html" not in response.text
    assert response.headers["HX-Push-Url"] == "/golmud/land/?q=%E5%9C%B0"
    assert response.headers["Vary"] == VARY


def test_list_gives_a_restored_history_entry_the_whole_page(client, land):
    land("地")
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    response = client.get("/golmud/land/", headers=headers)
    assert "<html" in response.text
    assert "hx-swap-oob" not in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries_do_not_grow(rf, site, rows, django_assert_num_queries):
    for number in range(rows):
        park = factories.ParkFactory(region=site.region)
        terms = factories.LandTermsFactory(
            listing=factories.LandFactory(region=site.region, park=park, title=f"地{number}")
        )
        terms.listing.industries.add(factories.IndustryFactory())
    with django_assert_num_queries(LIST_QUERIES):
        data = rf.get("/?sort=price&price_max=90&price_unit=wan_per_mu").GET
        results = ResultPage(data, region=site.region)
        assert results.total == rows
        cards = [(card.place, card.cover_url, card.card_tags()) for card in results.cards]
        assert list(results.facets.options())
    assert len(cards) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_page_queries_do_not_grow(client, site, rows, django_assert_max_num_queries):
    for _ in range(rows):
        factories.BuildingSpecFactory(
            listing__region=site.region, listing__park=factories.ParkFactory(region=site.region)
        )
    with django_assert_max_num_queries(12):
        assert len(titles(client.get("/golmud/listings/"))) == rows
