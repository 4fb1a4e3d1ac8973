import datetime

import pytest
from django.utils import timezone

from news.default_columns import ensure_default_columns
from tests import factories

QUERIES = 12
VARY = "HX-Request, Cookie, HX-Boosted, HX-History-Restore-Request"


@pytest.fixture
def trends(site):
    return factories.ColumnFactory(site=site, slug="trends", name="招商动态", description="消息")


def ago(**kwargs):
    return timezone.now() - datetime.timedelta(**kwargs)


def article(column, title, **kwargs):
    return factories.ArticleFactory(column=column, title=title, **kwargs)


def titles(response):
    return [row.title for row in response.context["page_obj"]]


def test_list_shows_public_articles_of_all_columns_newest_first(client, site, trends):
    notices = factories.ColumnFactory(site=site, slug="notices")
    article(trends, "较早", publish_at=ago(days=2))
    article(notices, "较新", publish_at=ago(days=1))
    response = client.get("/golmud/news/")
    assert response.status_code == 200
    assert titles(response) == ["较新", "较早"]
    assert response.headers["Vary"] == VARY
    assert response.cookies == {}


def test_list_orders_articles_of_the_same_moment_by_number(client, trends):
    at = ago(days=1)
    for title in ("一", "二", "三"):
        article(trends, title, publish_at=at)
    assert titles(client.get("/golmud/news/")) == ["三", "二", "一"]


@pytest.fixture
def hidden(trends, other_site):
    """One article for each reason not to be shown."""
    article(trends, "草稿秘密", status="draft")
    article(trends, "待审秘密", status="in_review")
    article(trends, "撤回秘密", status="withdrawn")
    article(trends, "定时秘密", publish_at=timezone.now() + datetime.timedelta(hours=1))
    article(trends, "过期秘密", publish_at=ago(days=2), expire_at=ago(days=1))
    article(factories.ColumnFactory(site=other_site, slug="trends"), "邻县秘密")


@pytest.mark.parametrize("path", ["/golmud/news/", "/golmud/news/trends/", "/golmud/news/?year="])
def test_list_hides_what_is_not_public_here(client, trends, hidden, path):
    article(trends, "公开")
    response = client.get(path, follow=path.endswith("="))
    assert titles(response) == ["公开"]
    assert "秘密" not in response.text


def test_list_offers_no_kind_or_year_of_hidden_articles(client, trends):
    kind = factories.KindTagFactory(name="签约")
    article(trends, "草稿", status="draft", kind_tag=kind, publish_at=ago(days=900))
    response = client.get("/golmud/news/")
    assert list(response.context["kinds"]) == []
    assert response.context["years"] == []


def test_list_of_a_column_holds_only_its_articles(client, site, trends):
    article(trends, "本栏")
    article(factories.ColumnFactory(site=site), "别栏")
    response = client.get("/golmud/news/trends/")
    assert titles(response) == ["本栏"]
    assert "<h1>招商<wbr>动态</h1>" in response.text


def test_list_of_an_unknown_column_is_missing(client, trends, other_site):
    factories.ColumnFactory(site=other_site, slug="theirs")
    assert client.get("/golmud/news/theirs/").status_code == 404


def test_list_offers_the_columns_that_are_shown(client, site):
    for column in ensure_default_columns(site):
        column.is_active = column.slug != "industry"
        column.save()
    response = client.get("/golmud/news/")
    [level] = response.context["levels"]
    assert [chip.column.name for chip in level] == ["招商动态", "通知公告", "投资指南"]


def test_column_shows_what_is_below_it(client, site, trends):
    deals = factories.ColumnFactory(site=site, slug="deals", name="签约", parent=trends)
    hidden = factories.ColumnFactory(site=site, parent=trends, is_active=False)
    factories.ColumnFactory(site=site, parent=hidden)
    notices = factories.ColumnFactory(site=site, slug="notices")
    article(trends, "大会", publish_at=ago(days=3))
    signed = article(deals, "签了", publish_at=ago(days=1))
    article(notices, "公告")
    response = client.get("/golmud/news/trends/")
    assert titles(response) == ["签了", "大会"]
    response = client.get("/golmud/news/deals/")
    assert titles(response) == ["签了"]
    levels = [[(each.column, each.is_open) for each in row] for row in response.context["levels"]]
    assert levels == [[(trends, True), (notices, False)], [(deals, True)]]
    trail = [("招商动态", "/golmud/news/trends/"), ("签约", "/golmud/news/deals/")]
    assert [tuple(crumb.values()) for crumb in response.context["crumbs"]] == trail
    crumbs = client.get(f"/golmud/news/{signed.pk}/").context["crumbs"]
    assert [tuple(crumb.values()) for crumb in crumbs[:-1]] == trail
    assert "招商动态 › 签约" in client.get("/golmud/site-map/").text


def test_list_filters_by_kind(client, trends):
    meeting = factories.KindTagFactory(name="会议")
    article(trends, "座谈会", kind_tag=meeting)
    article(trends, "通水")
    response = client.get("/golmud/news/", {"kind": "会议"})
    assert titles(response) == ["座谈会"]
    assert '<option value="会议" selected>' in response.text


def test_list_filters_by_year_of_the_local_calendar(client, trends):
    new_year = datetime.datetime(2019, 1, 1, 0, 30, tzinfo=timezone.get_default_timezone())
    article(trends, "元旦", publish_at=new_year)
    article(trends, "除夕", publish_at=new_year - datetime.timedelta(hours=1))
    response = client.get("/golmud/news/", {"year": "2019"})
    assert titles(response) == ["元旦"]
    assert response.context["years"] == ["2019", "2018"]


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ({"year": "abc"}, "year", "年份请写四位数字，如 2016。"),
        ({"year": "1"}, "year", "年份应在 1990 到 2100 之间。"),
        ({"year": "9" * 5000}, "year", "年份请写四位数字，如 2016。"),
        ({"kind": "没有的"}, "kind", "没有这个类别，请从上面的类别中选。"),
        ({"kind": "\0"}, "kind", "里面有看不见的空字符，请重新输入这一项。"),
    ],
)
def test_list_says_what_is_wrong_with_a_filter(client, trends, query, field, sentence):
    article(trends, "通水", kind_tag=factories.KindTagFactory(name="会议"))
    response = client.get("/golmud/news/", query)
    assert response.status_code == 400
    assert titles(response) == ["通水"]
    assert f'id="news-{field}-error"' in response.text
    assert sentence in response.text


def test_list_keeps_the_good_filter_beside_a_bad_one(client, trends):
    article(trends, "座谈会", kind_tag=factories.KindTagFactory(name="会议"))
    article(trends, "通水")
    response = client.get("/golmud/news/", {"kind": "会议", "year": "x"})
    assert (response.status_code, titles(response)) == (400, ["座谈会"])


def test_list_without_articles_offers_a_human(client, trends):
    response = client.get("/golmud/news/")
    assert "这里还没有文章" in response.text
    assert "tel:4001169096" in response.text


def test_list_without_hits_offers_all(client, trends):
    article(trends, "通水")
    response = client.get("/golmud/news/", {"year": "2001"})
    assert titles(response) == []
    assert "清除条件，看全部" in response.text


@pytest.mark.parametrize(
    ("page", "shown"), [("", 20), ("2", 1), ("99", 1), ("0", 1), ("abc", 20), ("-1", 1)]
)
def test_list_pages_never_fail(client, trends, page, shown):
    for _ in range(21):
        factories.ArticleFactory(column=trends)
    assert len(titles(client.get("/golmud/news/", {"page": page}, follow=not page))) == shown


def test_list_gives_htmx_the_results_alone(client, trends):
    article(trends, "通水")
    response = client.get("/golmud/news/", headers={"HX-Request": "true"})
    assert titles(response) == ["通水"]
    assert response.text.strip().startswith('<div class="l-stack l-stack--l results" id="results">')
    assert "<html" not in response.text


def test_list_gives_a_restored_history_entry_the_whole_page(client, trends):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/golmud/news/", headers=headers).text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries_do_not_grow(client, trends, rows, django_assert_num_queries):
    for number in range(rows):
        kind = factories.KindTagFactory(name=f"类别{number}")
        article(trends, f"通水{number}", kind_tag=kind)
    with django_assert_num_queries(QUERIES):
        client.get("/golmud/news/")


def test_list_escapes_titles(client, trends):
    article(trends, "\"'><x7>")
    assert "<x7>" not in client.get("/golmud/news/").text


def test_list_answers_only_safe_methods(client, trends):
    assert client.post("/golmud/news/").status_code == 405
