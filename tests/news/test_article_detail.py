import datetime
import re

import pytest
from django.utils import timezone

from news.default_columns import ensure_default_columns
from tests import factories

QUERIES = 12


@pytest.fixture
def trends(site):
    return factories.ColumnFactory(site=site, slug="trends", name="招商动态")


def ago(**kwargs):
    return timezone.now() - datetime.timedelta(**kwargs)


def article(column, title="通水", **kwargs):
    return factories.ArticleFactory(column=column, title=title, **kwargs)


def get(client, item, **kwargs):
    return client.get(f"/golmud/news/{item.pk}/", **kwargs)


def test_detail_shows_the_whole_article(client, trends):
    item = article(
        trends,
        "座谈会召开",
        kind_tag=factories.KindTagFactory(name="会议"),
        body="<p>园区会议召开。</p>",
        source="示例日报",
        author="示例记者",
        responsible_editor="示例编辑",
        event_on=datetime.date(2026, 1, 5),
        publish_at=datetime.datetime(2026, 1, 6, 4, tzinfo=datetime.UTC),
    )
    response = get(client, item)
    assert response.status_code == 200
    assert re.findall("<h1>(.*?)</h1>", response.text) == ["【会议】<wbr>座谈会<wbr>召开"]
    byline = re.search(r'byline">(.*?)</p>', response.text, re.DOTALL)[1]
    assert [text for text in re.sub("<[^>]*>", "|", byline).split("|") if text] == [
        "招商动态",
        "2026-01-06",
        "来源：示例日报",
        "作者：示例记者",
        "责任编辑：示例编辑",
        "事件日期：",
        "2026-01-05",
        "约 1 分钟",
    ]
    assert '<time class="u-nums" datetime="2026-01-06T12:00:00+08:00">' in response.text
    assert "<p>园区会议召开。</p>" in response.text
    assert [crumb["label"] for crumb in response.context["crumbs"]] == ["招商动态", "座谈会召开"]
    assert response.cookies == {}


def test_detail_cleans_what_reached_the_database(client, trends):
    item = article(trends)
    type(item).objects.filter(pk=item.pk).update(body="<p onclick=x()>甲</p><script>乙</script>")
    body = re.search(r'<div class="prose prose--indent">(.*?)</div>', get(client, item).text)[1]
    assert body == "<p>甲</p>"


HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "withdrawn": {"status": "withdrawn"},
    "internal": {"status": "internal"},
    "scheduled": {"publish_at": timezone.now() + datetime.timedelta(days=30)},
    "expired": {"publish_at": ago(days=2), "expire_at": ago(days=1)},
}


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_detail_of_a_hidden_article_is_missing(client, trends, state):
    assert get(client, article(trends, **state)).status_code == 404


def test_detail_of_another_site_is_missing(client, trends, other_site):
    item = article(factories.ColumnFactory(site=other_site))
    assert get(client, item).status_code == 404


def test_detail_of_an_impossible_number_is_missing(client, site):
    assert client.get(f"/golmud/news/{'9' * 40}/").status_code == 404


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_detail_is_previewed_by_editors_of_the_region(client, staff, trends, site, state):
    client.force_login(staff("editor", site.region))
    response = get(client, article(trends, **state))
    assert response.status_code == 200
    assert "公众还看不到这一页" in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_detail_is_not_previewed_by_those_who_do_not_edit(client, staff, trends, site, role):
    client.force_login(staff(role, site.region))
    assert get(client, article(trends, status="draft")).status_code == 404


def test_what_is_internal_is_read_by_all_staff_of_its_region(client, staff, trends, site):
    item = article(trends, status="internal", title="内部才看得到的事")
    found = []
    for role in ("officer", "auditor", "editor"):
        client.force_login(staff(role, site.region))
        page = get(client, item)
        found.append((page.status_code, "内部可见，公众还看不到这一页。" in page.text))
        assert "no-store" in page.headers["Cache-Control"]
    assert found == [(200, True)] * 3


def test_what_is_internal_is_not_there_for_staff_elsewhere(client, staff, trends, other_site):
    client.force_login(staff("manager", other_site.region))
    assert get(client, article(trends, status="internal")).status_code == 404


def test_detail_is_not_previewed_by_editors_elsewhere(client, staff, trends, other_site):
    client.force_login(staff("editor", other_site.region))
    assert get(client, article(trends, status="draft")).status_code == 404


def test_detail_neighbours_are_public_and_of_the_same_column(client, site, trends):
    at = ago(days=10)
    first, item, last = (article(trends, name, publish_at=at) for name in "甲乙丙")
    article(trends, "更早", publish_at=ago(days=20))
    article(trends, "更晚", publish_at=ago(days=5))
    article(trends, "草稿", publish_at=at, status="draft")
    article(factories.ColumnFactory(site=site), "别栏", publish_at=at)
    context = get(client, item).context
    assert (context["previous"], context["following"]) == (first, last)
    context = get(client, first).context
    assert (context["previous"].title, context["following"]) == ("更早", item)


def test_detail_at_the_ends_has_one_neighbour(client, trends):
    old, new = article(trends, publish_at=ago(days=2)), article(trends, publish_at=ago(days=1))
    assert [get(client, old).context[key] for key in ("previous", "following")] == [None, new]
    assert [get(client, new).context[key] for key in ("previous", "following")] == [old, None]


def test_detail_relates_articles_of_the_same_park_first(client, site, trends, other_site):
    park = factories.ParkFactory(region=site.region)
    item = article(trends, "本篇")
    same_park = article(factories.ColumnFactory(site=site), "同园区", publish_at=ago(days=9))
    hidden = article(trends, "草稿", status="draft")
    theirs = article(factories.ColumnFactory(site=other_site), "邻县")
    for each in (item, same_park, hidden, theirs):
        each.parks.add(park)
    newer = article(trends, "同栏目", publish_at=ago(days=1))
    article(factories.ColumnFactory(site=site), "无关")
    related = get(client, item).context["related"]
    assert [other.title for other in related] == [same_park.title, newer.title]


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_detail_relates_nothing_by_a_hidden_park(client, site, trends, state):
    item = article(trends, "本篇")
    same_park = article(factories.ColumnFactory(site=site), "同园区")
    park = factories.ParkFactory(region=site.region, **state)
    for each in (item, same_park):
        each.parks.add(park)
    assert list(get(client, item).context["related"]) == []


def test_detail_names_only_public_parks_of_this_site(client, site, trends, other_site):
    item = article(trends)
    shown = factories.ParkFactory(region=site.region, name="公开园区")
    draft = factories.ParkFactory(region=site.region, name="秘密园区", status="draft")
    item.parks.set([shown, draft, factories.ParkFactory(region=other_site.region)])
    response = get(client, item)
    assert list(response.context["parks"]) == [shown]
    assert "秘密园区" not in response.text


def test_detail_leads_to_the_mini_program_where_there_is_one(client, trends, site):
    item = article(trends)
    assert "小程序" not in get(client, item).text
    site.mini_program_url = "https://mini.example.cn/"
    site.save()
    assert '<a class="btn" href="https://mini.example.cn/">' in get(client, item).text


def test_detail_side_holds_the_newest_three_of_the_guide(client, site):
    trends, _, guide, _ = ensure_default_columns(site)
    for days in range(1, 5):
        article(guide, f"第{days}步", publish_at=ago(days=days))
    article(guide, "草稿步", status="draft")
    response = get(client, article(trends))
    assert [step.title for step in response.context["guide"]] == ["第1步", "第2步", "第3步"]


def test_detail_side_hides_an_empty_guide(client, site, trends):
    article(ensure_default_columns(site)[2], "草稿步", status="draft")
    assert 'id="side-guide-title"' not in get(client, article(trends)).text


def years_ago(years):
    today = timezone.localtime()
    return today.replace(year=today.year - years, month=1, day=1)


def test_detail_warns_of_an_old_article(client, site, trends):
    item = article(trends, publish_at=years_ago(3))
    item.parks.add(factories.ParkFactory(region=site.region, name="青溪园区", slug="qingxi"))
    text = get(client, item).text
    year = years_ago(3).year
    assert f"本文发布于 {year} 年（3 年前），文中机构、职务与数字可能已有变化。" in text
    assert '最新情况请看<a href="/golmud/parks/qingxi/">青溪园区介绍</a>。' in text


def test_detail_does_not_warn_of_a_younger_one(client, trends):
    assert "可能已有变化" not in get(client, article(trends, publish_at=years_ago(1))).text


def test_detail_shows_the_cover_with_its_caption(client, trends):
    item = article(trends, cover="news/a.jpg", cover_alt="河桥全景")
    assert '<img src="/media/news/a.jpg" alt="河桥全景"' in get(client, item).text


def test_detail_tells_the_frame_what_it_is(client, trends):
    item = article(trends, cover="news/a.jpg", cover_alt="河桥", summary="一句话。")
    assert get(client, item).context["meta"] == {
        "title": "通水",
        "description": "一句话。",
        "article": item,
        "column": trends,
        "image": "/media/news/a.jpg",
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_queries_do_not_grow(client, site, rows, django_assert_num_queries):
    trends, _, guide, _ = ensure_default_columns(site)
    parks = [factories.ParkFactory(region=site.region) for _ in range(rows)]
    item = article(trends, publish_at=ago(days=2))
    for _ in range(rows):
        for each in (article(trends), article(guide), article(trends, publish_at=ago(days=3))):
            each.parks.set(parks)
    item.parks.set(parks)
    with django_assert_num_queries(QUERIES):
        get(client, item)


def test_detail_escapes_every_field(client, trends):
    mark = "\"'><x7>"
    names = ["title", "subtitle", "summary", "source", "author", "responsible_editor"]
    item = article(trends, **dict.fromkeys([name for name in names if name != "title"], mark))
    item.title = item.cover_alt = mark
    item.save()
    assert "<x7>" not in get(client, item).text


def test_detail_answers_only_safe_methods(client, trends):
    assert client.post(f"/golmud/news/{article(trends).pk}/").status_code == 405
