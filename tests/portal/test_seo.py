"""What pages say of themselves: canonical address, government tags, structured data."""

import datetime

from django.utils import timezone

from portal.seo import PageMeta
from portal.templatetags.portal_ui import json_ld
from tests import factories

PUBLISHED = datetime.datetime(2026, 11, 20, 15, 5, tzinfo=timezone.get_default_timezone())


def facts(rf, site=None, path="/golmud/news/", meta=None, crumbs=None, **query):
    return PageMeta(rf.get(path, query), site, meta, crumbs)


def test_canonical_drops_filters_but_keeps_the_page(rf, settings):
    settings.PUBLIC_URL = "https://zs.example.cn"
    assert facts(rf, year="2026").canonical_url == "https://zs.example.cn/golmud/news/"
    assert facts(rf, page="3").canonical_url == "https://zs.example.cn/golmud/news/?page=3"
    assert facts(rf, page="1").canonical_url == "https://zs.example.cn/golmud/news/"
    assert facts(rf, page="３<x>").canonical_url == "https://zs.example.cn/golmud/news/"


def test_pages_of_a_list_stand_for_themselves(rf, settings):
    settings.PUBLIC_URL = "https://zs.example.cn"
    here = "https://zs.example.cn/golmud/listings/"
    given = {
        "after=WyJuZXdlc3QiXQ": f"{here}?after=WyJuZXdlc3QiXQ",
        "before=a_b-c&q=": f"{here}?before=a_b-c",
        "after=a&kind=land": here,
        "page=3&year=2026": here,
        "after=%3Cx7%3E": here,
        "page=007": here,
    }
    pages = {
        query: PageMeta(rf.get(f"/golmud/listings/?{query}"), None, None, None) for query in given
    }
    assert {query: page.canonical_url for query, page in pages.items()} == given
    thing = facts(rf, meta={"canonical_path": "/haixi/listings/7/"}, page="3")
    assert thing.canonical_url == "https://zs.example.cn/haixi/listings/7/"


def test_forged_host_never_reaches_the_page(client, site, settings):
    settings.PUBLIC_URL = "https://zs.example.cn"
    settings.ALLOWED_HOSTS = ["*"]
    body = client.get("/golmud/", headers={"host": "evil.example"}).content.decode()
    assert "https://zs.example.cn/golmud/" in body
    assert "evil.example" not in body


def test_enterprise_site_shows_no_government_tags(rf, site):
    column = factories.ColumnFactory(site=site)
    assert facts(rf, site, meta={"column": column}).government_tags == []


def test_government_article_carries_all_required_tags(rf, db, settings):
    settings.PUBLIC_URL = "https://zs.example.cn"
    site = factories.SiteFactory(
        slug="haixi",
        profile="government",
        site_code="6328000001",
        icp_number="青ICP备00000000号",
        police_number="青公网安备00000000000000号",
        domain="zs.example.cn",
    )
    column = factories.ColumnFactory(site=site, name="招商动态")
    article = factories.ArticleFactory(
        column=column, title="供水二期通水", publish_at=PUBLISHED, responsible_editor="编辑部"
    )
    page = facts(rf, site, "/haixi/news/1/", {"column": column, "article": article})
    assert page.government_tags == [
        ("SiteName", site.name),
        ("SiteDomain", "zs.example.cn"),
        ("SiteIDCode", "6328000001"),
        ("ColumnName", "招商动态"),
        ("ColumnDescription", "栏目描述"),
        ("ColumnKeywords", "招商,投资"),
        ("ColumnType", "工作动态"),
        ("ArticleTitle", "供水二期通水"),
        ("PubDate", "2026-11-20 15:05"),
        ("ContentSource", "示例招商服务中心"),
        ("Author", "编辑部"),
        ("Description", site.introduction),
        ("Url", "https://zs.example.cn/haixi/news/1/"),
    ]


def test_structured_data_holds_the_trail_and_the_news_item(rf, site, settings):
    settings.PUBLIC_URL = "https://zs.example.cn"
    article = factories.ArticleFactory(
        column=factories.ColumnFactory(site=site), title="供水二期通水", publish_at=PUBLISHED
    )
    crumbs = [{"label": "招商动态", "url": "/golmud/news/trends/"}, {"label": "供水", "url": ""}]
    trail, news = facts(rf, site, "/golmud/news/7/", {"article": article}, crumbs).structured_data
    assert [(i["name"], i["item"]) for i in trail["itemListElement"]] == [
        (site.name, "https://zs.example.cn/golmud/"),
        ("招商动态", "https://zs.example.cn/golmud/news/trends/"),
        ("供水", "https://zs.example.cn/golmud/news/7/"),
    ]
    assert (news["@type"], news["headline"]) == ("NewsArticle", "供水二期通水")


def test_preview_is_not_indexed(rf, site):
    request = rf.get("/golmud/news/7/")
    request.is_preview = True
    assert PageMeta(request, site, None, None).is_indexed is False


def test_json_ld_cannot_close_its_element(rf, site):
    html = json_ld({"name": "</script><x7>"})
    assert "</script><x7>" not in html
