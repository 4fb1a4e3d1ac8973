"""Home pages: what they show, what they hide, and how many queries they take."""

import pytest

from publishing.models import PublishWindow
from tests import factories

DRAFT = PublishWindow.Status.DRAFT


def fill(site, rows):
    for number in range(rows):
        park = factories.ParkFactory(region=site.region, name=f"{number}号园区")
        factories.ListingFactory(region=site.region, park=park)
        column = factories.ColumnFactory(site=site)
        factories.ArticleFactory(column=column, kind_tag=factories.KindTagFactory())
        guide = site.columns.filter(is_guide=True).first()
        factories.ArticleFactory(column=guide or factories.ColumnFactory(site=site, is_guide=True))
        factories.PolicyFactory(region=site.region)
        factories.TileFactory(site=site)
        factories.FriendLinkFactory(site=site)


@pytest.mark.parametrize("rows", [1, 3])
def test_site_home_takes_eleven_queries_whatever_it_shows(
    client, site, other_site, rows, django_assert_num_queries
):
    fill(site, rows)
    with django_assert_num_queries(11):
        assert client.get("/golmud/").status_code == 200


def test_site_home_shows_its_own_published_things_only(client, site, other_site):
    shown = factories.ListingFactory(region=site.region, title="看得见的厂房")
    factories.ListingFactory(region=site.region, title="草稿厂房", status=DRAFT)
    factories.ListingFactory(region=other_site.region, title="乌兰的厂房")
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=site))
    factories.ArticleFactory(column=factories.ColumnFactory(site=site), status=DRAFT)
    factories.ArticleFactory(column=factories.ColumnFactory(site=other_site))
    factories.ParkFactory(region=other_site.region)
    policy = factories.PolicyFactory(region=site.region)
    factories.PolicyFactory(region=site.region, status=DRAFT)
    context = client.get("/golmud/").context
    assert list(context["listings"]) == [shown]
    assert list(context["articles"]) == [article]
    assert context["parks"] == []
    assert context["policies"] == [policy]


def test_empty_site_home_hides_every_empty_block(client, site):
    body = client.get("/golmud/").content.decode()
    assert [
        word
        for word in (
            "最新土地",
            "重点园区",
            "招商动态",
            "现行政策",
            "投资指南</h2>",
            "园区位置",
            "用数字说话",
            "空间出租出售",
        )
        if word in body
    ] == []


def test_offline_and_unknown_sites_are_not_found(client, db):
    factories.SiteFactory(slug="hidden", is_live=False)
    assert [client.get(f"/{slug}/").status_code for slug in ("hidden", "nowhere")] == [404, 404]


def test_network_home_lists_live_sites(client, site, other_site):
    factories.SiteFactory(slug="hidden", is_live=False)
    rows = client.get("/").context["chooser"].page_obj
    assert [row.url for row in rows] == ["/golmud/", "/wulan/"]


def test_network_home_goes_to_the_home_site(client, site):
    site.is_home = True
    site.save()
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/golmud/")


def test_reader_pages_hold_no_token(client, site):
    fill(site, 1)
    assert "csrfmiddlewaretoken" not in client.get("/golmud/").content.decode()
