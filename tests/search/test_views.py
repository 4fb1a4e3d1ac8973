"""The search page."""

import pytest

from search.models import SearchEntry
from tests.factories import ArticleFactory, ColumnFactory, ListingFactory, PolicyFactory

pytestmark = pytest.mark.django_db
URL = "/golmud/search/"


def test_hits_are_marked_and_linked_under_this_site(client, site):
    article = ArticleFactory(
        column=ColumnFactory(site=site), title="标准厂房<x7>租金", body="<p>厂房 &lt;x7&gt;</p>"
    )
    page = client.get(URL, {"q": "厂房"}).content.decode()
    assert f'<a class="u-cover" href="/golmud/news/{article.pk}/">' in page
    assert "<wbr><mark>厂房</mark>" in page
    assert "<x7>" not in page


def test_policy_hit_says_what_is_over(client, site):
    PolicyFactory(region=site.region, title="盐湖办法", expires_on="2025-06-01")
    page = client.get(URL, {"q": "盐湖"}).content.decode()
    assert '<span class="tag tag--off">已失效</span>' in page


@pytest.mark.parametrize(
    "query",
    ["", " ", "\0", "\x07\x1b", "😀", "盐", "盐" * 5000, "'", "\\", "%", "a:*", "\u202e", "\ud800"],
)
def test_any_query_answers(client, site, query):
    raw = query.encode("utf-8", "surrogatepass")
    response = client.get(URL, query_params={"q": raw})
    assert response.status_code == 200


def test_empty_query_gives_hints_and_no_hits(client, site):
    ListingFactory(region=site.region)
    page = client.get(URL).content.decode()
    assert ("可以这样搜" in page, 'class="rows"' in page) == (True, False)


def test_nothing_found_offers_ways_on(client, site):
    page = client.get(URL, {"q": "没有的东西"}).content.decode()
    assert ("没有找到" in page, "/golmud/consult/?topic=other" in page) == (True, True)


def test_unknown_type_is_named_and_all_types_shown(client, site):
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(URL, {"q": "盐湖", "type": "<x7>"})
    assert response.status_code == 400
    assert [g.type for g, _ in response.context["groups"]] == [SearchEntry.Type.LISTING]
    assert "没有这种类型" in response.content.decode()


def test_one_type_is_paged(client, site):
    ListingFactory.create_batch(23, region=site.region, title="盐湖厂房")
    PolicyFactory(region=site.region, title="盐湖办法")
    pages = [client.get(URL, {"q": "盐湖", "type": "listing", "page": n}) for n in (1, 2, 99, "x")]
    numbers = [(r.context["page_obj"].number, len(r.context["page_obj"])) for r in pages]
    assert numbers == [(1, 20), (2, 3), (2, 3), (1, 20)]
    found = pages[0].context["conditions"].search
    counts = {kind.value: str(n) for kind, n in found.counts.items()}
    assert counts == {"listing": "23", "policy": "1"}


def test_type_without_hits_says_so(client, site):
    ListingFactory(region=site.region, title="盐湖厂房")
    page = client.get(URL, {"q": "盐湖", "type": "policy"}).content.decode()
    assert "“政策”里没有" in page


def test_htmx_gets_the_results_alone(client, site):
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(URL, {"q": "盐湖"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert ("<html" in page, 'id="results"' in page) == (False, True)
    assert "HX-Request" in response["Vary"]


def test_page_is_for_readers_not_for_engines(client, site):
    response = client.get(URL, {"q": "盐湖"})
    assert dict(response.cookies) == {}
    assert '<meta name="robots" content="noindex">' in response.content.decode()
