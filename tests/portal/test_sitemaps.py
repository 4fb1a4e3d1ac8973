"""sitemap.xml lists what is public, once, under PUBLIC_URL."""

import re

import pytest
from django.urls import reverse

from portal.sitemaps import SITEMAPS, PortalSitemap
from publishing.models import PublishWindow
from tests import factories

DRAFT = PublishWindow.Status.DRAFT
LIMIT = PortalSitemap.limit


@pytest.fixture(autouse=True)
def public_url(settings):
    settings.PUBLIC_URL = "https://zs.example.cn"


def locations(client, section):
    body = client.get(reverse("sitemap_section", args=[section])).content.decode()
    return re.findall(r"<loc>(.*?)</loc>", body)


def test_index_names_every_section(client, db):
    body = client.get(reverse("sitemap")).content.decode()
    assert re.findall(r"<loc>(.*?)</loc>", body) == [
        f"https://zs.example.cn/sitemap-{section}.xml"
        for section in ("sites", "columns", "articles", "pages", "listings", "parks", "policies")
    ]


def test_articles_of_live_sites_only(client, site):
    offline = factories.SiteFactory(slug="hidden", is_live=False)
    shown = factories.ArticleFactory(column=factories.ColumnFactory(site=site))
    factories.ArticleFactory(column=factories.ColumnFactory(site=site), status=DRAFT)
    factories.ArticleFactory(column=factories.ColumnFactory(site=offline))
    assert locations(client, "articles") == [f"https://zs.example.cn/golmud/news/{shown.pk}/"]


def test_places_stand_under_the_nearest_open_site(client, site, prefecture):
    factories.SiteFactory(region=prefecture, slug="haixi")
    siteless = factories.RegionFactory(parent=prefecture, adcode="632802")
    own = factories.ListingFactory(region=site.region)
    far = factories.ListingFactory(region=siteless)
    factories.ListingFactory(region=site.region, status=DRAFT)
    factories.ListingFactory()  # nowhere near an open site
    park = factories.ParkFactory(region=siteless)
    assert locations(client, "listings") == [
        f"https://zs.example.cn/haixi/listings/{far.pk}/",
        f"https://zs.example.cn/golmud/listings/{own.pk}/",
    ]
    assert locations(client, "parks") == [f"https://zs.example.cn/haixi/parks/{park.slug}/"]


def test_policies_stand_under_their_issuer_or_the_nearest_site(client, site, prefecture):
    policy = factories.PolicyFactory(region=site.region)
    above = factories.PolicyFactory(region=prefecture)  # no site of its own
    factories.PolicyFactory(region=site.region, status=DRAFT)
    assert locations(client, "policies") == [
        f"https://zs.example.cn/golmud/policies/{above.pk}/",
        f"https://zs.example.cn/golmud/policies/{policy.pk}/",
    ]


def test_parts_span_keys_and_none_is_empty(client, site):
    column = factories.ColumnFactory(site=site)
    first = factories.ArticleFactory(column=column).pk
    keys = [first, first + LIMIT - 1, first + LIMIT, first + 9 * LIMIT, first + 9 * LIMIT + 7]
    for key in keys[1:]:
        factories.ArticleFactory(pk=key, column=column)
    factories.ArticleFactory(pk=first + 4 * LIMIT, column=column, status=DRAFT)
    url, home = reverse("sitemap_section", args=["articles"]), "https://zs.example.cn"
    index = client.get(reverse("sitemap")).content.decode()
    assert re.findall(r"articles.*?(?=</loc>)", index) == [
        "articles.xml", "articles.xml?p=2", "articles.xml?p=3"
    ]  # fmt: skip
    parts = [client.get(url, {"p": part}).content.decode() for part in (1, 2, 3)]
    assert [re.findall(r"<loc>(.*?)</loc>", part) for part in parts] == [
        [f"{home}/golmud/news/{key}/" for key in found]
        for found in ([keys[1], keys[0]], [keys[2]], [keys[4], keys[3]])
    ]
    assert client.get(url, {"p": 4}).status_code == 404


@pytest.mark.parametrize("section", ["articles", "pages", "listings", "parks", "policies"])
def test_section_takes_two_queries_whatever_it_holds(site, section, django_assert_num_queries):
    column = factories.ColumnFactory(site=site)
    for _ in range(2):
        factories.ArticleFactory(column=column)
        factories.SitePageFactory(site=site)
        factories.ListingFactory(region=site.region)
        factories.ParkFactory(region=site.region)
        factories.PolicyFactory(region=site.region)
    with django_assert_num_queries(2):  # where parts begin, the rows of one
        urls = SITEMAPS[section]().get_urls()
    assert len(urls) == 2


def test_unknown_section_is_not_found(client, db):
    assert client.get(reverse("sitemap_section", args=["nonsense"])).status_code == 404


def test_robots_keeps_crawlers_off_forms(client, db):
    assert client.get(reverse("robots")).content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /display/",
        "Disallow: /*/consult/",
        "Disallow: /*/search/",
        "Allow: /",
        "Sitemap: https://zs.example.cn/sitemap.xml",
    ]
