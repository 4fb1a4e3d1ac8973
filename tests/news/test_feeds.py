import datetime
import email.utils
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone

from tests import factories


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site, slug="trends", name="招商动态")


def items_of(response):
    return ElementTree.fromstring(response.content).findall("channel/item")  # noqa: S314 -- our own feed


def test_feed_lists_the_newest_twenty_with_our_own_addresses(client, column, settings):
    settings.PUBLIC_URL = "https://invest.example.cn"
    now = timezone.now()
    for number in range(21):
        factories.ArticleFactory(
            column=column, title=f"第{number}篇", publish_at=now - datetime.timedelta(days=number)
        )
    response = client.get("/golmud/feed/", headers={"Host": "127.0.0.1"})
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314 -- our own feed
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert [channel.findtext(tag) for tag in ("title", "link", "language")] == [
        "格尔木招商网动态",
        "https://invest.example.cn/golmud/news/",
        "zh-cn",
    ]
    items = items_of(response)
    assert [item.findtext("title") for item in items] == [f"第{n}篇" for n in range(20)]
    assert {item.findtext("link").rsplit("/news/")[0] for item in items} == {
        "https://invest.example.cn/golmud"
    }
    assert b"127.0.0.1" not in response.content


def test_feed_hides_what_is_not_public_here(client, column, other_site):
    later = timezone.now() + datetime.timedelta(hours=1)
    earlier = timezone.now() - datetime.timedelta(hours=1)
    factories.ArticleFactory(column=column, title="公开")
    factories.ArticleFactory(column=column, title="草稿", status="draft")
    factories.ArticleFactory(column=column, title="定时", publish_at=later)
    factories.ArticleFactory(
        column=column, publish_at=earlier, expire_at=earlier + datetime.timedelta(minutes=1)
    )
    factories.ArticleFactory(column=factories.ColumnFactory(site=other_site), title="邻县")
    items = items_of(client.get("/golmud/feed/"))
    assert [item.findtext("title") for item in items] == ["公开"]


def test_feed_stays_readable_whatever_the_text(client, column):
    factories.ArticleFactory(column=column, title="甲\x0b<b>", summary="<script>x</script>\x1f")
    (item,) = items_of(client.get("/golmud/feed/"))
    assert item.findtext("title") == "甲 &lt;b&gt;"
    assert item.findtext("description") == "&lt;script&gt;x&lt;/script&gt; "


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_queries_do_not_grow(client, column, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.ArticleFactory(column=column, kind_tag=factories.KindTagFactory())
    # The site and the articles.
    with django_assert_num_queries(2):
        client.get("/golmud/feed/")


def test_feed_answers_only_safe_methods(client, site):
    assert client.post("/golmud/feed/").status_code == 405


def test_feed_is_what_readers_take_for_right(client, column, settings):
    """RSS 2.0: absolute addresses, one identity an item, dates of RFC 822, text escaped once."""
    settings.PUBLIC_URL = "https://invest.example.cn"
    factories.ArticleFactory(column=column, title="A & B <b>粗</b>", summary="1 < 2 & “三”")
    factories.ArticleFactory.create_batch(3, column=column)
    content = client.get("/golmud/feed/").content
    read = feedparser.parse(content)
    assert (read.bozo, read.version, read.encoding) == (False, "rss20", "utf-8")
    root = ElementTree.fromstring(content)  # noqa: S314 -- our own feed
    identities = [guid.text for guid in root.iter("guid")]
    assert len(set(identities)) == len(identities) == 4
    links = [element.text for element in root.iter("link")]
    links += [element.get("href") for element in root.iter("{http://www.w3.org/2005/Atom}link")]
    assert {urlsplit(link)[:2] for link in links} == {("https", "invest.example.cn")}
    dates = [element.text for name in ("pubDate", "lastBuildDate") for element in root.iter(name)]
    assert [email.utils.parsedate_to_datetime(date).tzinfo is None for date in dates] == [False] * 5
    titles = {entry.title for entry in read.entries}
    assert "A &amp; B &lt;b&gt;粗&lt;/b&gt;" in titles
    assert [entry for entry in read.entries if "<b" in entry.title + entry.summary] == []
    assert [link.href for link in read.feed.links if link.rel == "self"] == [
        "https://invest.example.cn/golmud/feed/"
    ]


def test_an_empty_feed_says_when_its_site_last_changed(client, site):
    read = feedparser.parse(client.get("/golmud/feed/").content)
    assert read.entries == []
    assert read.feed.updated_parsed[:6] == site.updated_at.utctimetuple()[:6]
