"""The search page."""

import datetime
import html
import re

import pytest
from django.db import connection, transaction
from django.utils import timezone

from search.models import MissedQuery, SearchEntry
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
    response = client.get(URL, query_params={"q": raw}, follow=not query)
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


def long_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


GONE = {
    "draft": {"status": "draft"},
    "withdrawn": {"status": "withdrawn"},
    "scheduled": {"publish_at": long_ago(-9)},
    "expired": {"publish_at": long_ago(99), "expire_at": long_ago(9)},
}


@pytest.mark.parametrize("kind", GONE)
def test_what_is_not_public_is_in_no_hit_count_tab_or_suggestion(client, site, kind):
    ListingFactory(region=site.region, title="盐湖净地")
    ListingFactory(region=site.region, title="盐湖秘密", **GONE[kind])
    response = client.get(URL, {"q": "盐湖"})
    assert [(tab.label, str(tab.hits)) for tab in response.context["tabs"]] == [
        ("全部", "1"),
        ("空间", "1"),
    ]
    for path in (URL, f"{URL}suggest/"):
        assert "秘密" not in client.get(path, {"q": "盐湖"}).content.decode()
        assert "秘</mark>" not in client.get(path, {"q": "秘"}).content.decode()


def test_withdrawn_is_gone_at_once(client, site):
    listing = ListingFactory(region=site.region, title="盐湖厂房")
    addresses = [(URL, "盐湖"), (f"{URL}suggest/", "盐湖厂")]
    link = f'href="/golmud/listings/{listing.pk}/"'

    def shown():
        return [link in client.get(path, {"q": q}).content.decode() for path, q in addresses]

    assert shown() == [True, True]
    listing.withdraw()
    assert shown() == [False, False]


def misses():
    return list(MissedQuery.objects.order_by("pk").values_list("text", "times"))


def test_a_search_in_vain_is_counted(client, site):
    ListingFactory(region=site.region, title="盐湖厂房")
    for query in ("q=没有的", "q=没有的", "q=没有的&scope=all", "q=没有的&type=policy", "q=盐湖"):
        assert client.get(f"{URL}?{query}").status_code == 200
    assert misses() == [("没有的", 4)]


@pytest.mark.parametrize(
    "query",
    [
        *("", "q=", "q=！", "q=13800138000", "q=没有&since=2026-01-01", "q=没有&page=2"),
        *("q=没有&type=policy&facet=talent", "q=没有&since=abc", "q=没有&type=x"),
    ],
)
def test_what_says_nothing_about_what_is_missing_is_not_counted(client, site, query):
    client.get(f"{URL}?{query}")
    assert misses() == []


def test_neither_probes_nor_guesses_of_the_browser_are_counted(client, site):
    client.head(URL, {"q": "没有的"})
    client.get(URL, {"q": "没有的"}, headers={"Sec-Purpose": "prefetch;prerender"})
    client.get(f"{URL}suggest/", {"q": "没有的"})
    assert misses() == []


def test_page_answers_where_nothing_can_be_written(client, site):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        response = client.get(URL, {"q": "没有的"})
        transaction.set_rollback(True)
    assert (response.status_code, "没有找到" in response.content.decode()) == (200, True)
    assert misses() == []


def test_what_was_missed_is_carried_into_the_enquiry(client, site):
    page = client.get(URL, {"q": "<没有>"}).content.decode()
    address = re.search(r'"(/golmud/consult/[^"]*)"', page.split('id="help-title"')[1])[1]
    form = client.get(html.unescape(address)).context["form"]
    assert form["message"].value() == "搜索“<没有>”，没有找到合适的。我想要："


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "most"), [("q=盐湖", 3), ("q=盐湖&type=policy", 4)])
def test_query_count_does_not_grow(client, site, django_assert_max_num_queries, rows, query, most):
    for _ in range(rows):
        PolicyFactory(region=site.region, title="盐湖办法")
        ListingFactory(region=site.region, title="盐湖厂房")
    client.get(f"{URL}?{query}", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(most + 2):
        client.get(f"{URL}?{query}", headers={"HX-Request": "true"})


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
