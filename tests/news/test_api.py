import datetime

import pytest
from django.utils import timezone

from tests import factories


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site, slug="trends", name="招商动态")


def titles(response):
    return [row["title"] for row in response.json()["results"]]


def test_api_gives_an_article_without_its_text_in_lists(client, site, column, settings):
    settings.PUBLIC_URL = "https://invest.example.cn"
    park = factories.ParkFactory(region=site.region, slug="qingxi")
    item = factories.ArticleFactory(
        column=column, title="通水", kind_tag=factories.KindTagFactory(name="项目"), source="日报",
        publish_at=datetime.datetime(2026, 1, 6, 4, tzinfo=datetime.UTC),
    )  # fmt: skip
    item.parks.set([park, factories.ParkFactory(slug="secret", status="draft")])
    (row,) = client.get("/api/v1/articles/").json()["results"]
    updated = timezone.localtime(item.updated_at).isoformat()
    assert row.pop("updated_at") == updated
    assert row == {
        "id": item.pk,
        "url": f"https://invest.example.cn/golmud/news/{item.pk}/",
        "site": "golmud",
        "column": "trends",
        "column_name": "招商动态",
        "kind": "项目",
        "title": "通水",
        "subtitle": "",
        "summary": "",
        "cover": "",
        "cover_alt": "",
        "source": "日报",
        "author": "",
        "event_on": None,
        "publish_at": "2026-01-06T12:00:00+08:00",
        "parks": ["qingxi"],
        "is_demo": False,
    }


def test_api_gives_one_article_with_its_clean_text(client, column):
    item = factories.ArticleFactory(column=column)
    type(item).objects.filter(pk=item.pk).update(body="<p onclick=x()>甲</p><script>乙</script>")
    assert client.get(f"/api/v1/articles/{item.pk}/").json()["body"] == "<p>甲</p>"


def test_api_hides_what_is_not_public(client, column):
    now = timezone.now()
    offline = factories.SiteFactory(is_live=False)
    hidden = [
        factories.ArticleFactory(column=column, status="draft"),
        factories.ArticleFactory(column=column, publish_at=now + datetime.timedelta(hours=1)),
        factories.ArticleFactory(
            column=column,
            publish_at=now - datetime.timedelta(hours=2),
            expire_at=now - datetime.timedelta(hours=1),
        ),
        factories.ArticleFactory(column=factories.ColumnFactory(site=offline)),
    ]
    factories.ArticleFactory(column=column, title="公开")
    assert titles(client.get("/api/v1/articles/")) == ["公开"]
    statuses = {client.get(f"/api/v1/articles/{item.pk}/").status_code for item in hidden}
    assert statuses == {404}


def test_api_filters_as_the_pages_do(client, column, other_site):
    old = datetime.datetime(2019, 5, 1, tzinfo=datetime.UTC)
    kind = factories.KindTagFactory(name="会议")
    factories.ArticleFactory(column=column, title="甲", publish_at=old, kind_tag=kind)
    factories.ArticleFactory(column=factories.ColumnFactory(site=other_site, slug="x"), title="乙")
    found = {
        query: titles(client.get(f"/api/v1/articles/?{query}"))
        for query in (
            "site=golmud", "region=632821", "region=632800", "column=x", "kind=会议", "year=2019",
            "site=wulan&year=2019",
        )
    }  # fmt: skip
    assert found == {
        "site=golmud": ["甲"],
        "region=632821": ["乙"],
        "region=632800": ["乙", "甲"],
        "column=x": ["乙"],
        "kind=会议": ["甲"],
        "year=2019": ["甲"],
        "site=wulan&year=2019": [],
    }


@pytest.mark.parametrize("query", ["year=x", "kind=没有", "site=%00", "site=nowhere", "region=1"])
def test_api_refuses_a_bad_filter(client, column, query):
    assert client.get(f"/api/v1/articles/?{query}").status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_api_queries_do_not_grow(client, site, column, rows, django_assert_num_queries):
    for _ in range(rows):
        item = factories.ArticleFactory(column=column, kind_tag=factories.KindTagFactory())
        item.parks.add(factories.ParkFactory(region=site.region))
    # Count, rows, their parks.
    with django_assert_num_queries(3):
        client.get("/api/v1/articles/")
