import datetime

from news.legacy import declared
from news.legacy.evidence import Evidence
from news.legacy.markup import Declared

DAY = datetime.date(2024, 6, 18)


def test_titles_come_with_their_places():
    page = Declared(
        metas=[("og:title", "推介会"), ("ArticleTitle", "推介会"), ("dc.title", "{$title}")],
        headings=["推介会"],
        structured=['[{"headline": "推介会"}]', "{broken", '"a"'],
    )
    assert declared.titles(page) == [
        Evidence("推介会", "meta ArticleTitle"),
        Evidence("推介会", "meta og:title"),
        Evidence("推介会", "JSON-LD headline"),
        Evidence("推介会", "h1"),
    ]


def test_several_headings_are_no_title():
    assert declared.titles(Declared(headings=["青溪县人民政府", "推介会"])) == []


def test_parts_of_the_title_tag():
    parts = ["青溪县举行推介会", "招商动态", "青溪县人民政府"]
    for title in ("_".join(parts), " - ".join(parts), "|".join(parts), "-".join(parts)):
        assert declared.title_parts(Declared(title=title)) == parts
    assert declared.title_parts(Declared(title="氯化钾-A 开工")) == ["氯化钾-A 开工"]


def test_dates_of_machines_are_days_in_beijing():
    page = Declared(
        metas=[("article:published_time", "2024-06-17T16:30:00Z"), ("PubDate", "none")],
        times=["2024-06-18"],
    )
    assert declared.dates(page) == [
        Evidence(DAY, "meta article:published_time"),
        Evidence(DAY, "time 元素", is_clear=False),
    ]


def test_several_times_are_those_of_a_list():
    assert declared.dates(Declared(times=["2024-06-18", "2024-06-19"])) == []


def test_platforms_are_no_source():
    page = Declared(
        metas=[("og:site_name", "微信公众平台"), ("author", "TRS"), ("SiteName", "青溪网")]
    )
    assert (declared.site_name(page), declared.author(page)) == ("青溪网", "")
