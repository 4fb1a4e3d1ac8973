"""What comes and what goes in a month, of one's own places."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from publishing.models import PendingChange
from tests import factories

pytestmark = pytest.mark.django_db
CALENDAR = reverse("desk_calendar")


def at(*parts):
    return datetime.datetime(*parts, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def said(client, staff, site, other_site):
    for place, word in ((site, ""), (other_site, "别处")):
        column = factories.ColumnFactory(site=place)
        article = {"column": column, "kind_tag": None}
        factories.ArticleFactory(title=f"{word}公告", publish_at=at(2031, 1, 31, 23, 59), **article)
        factories.ArticleFactory(
            title=f"{word}通知",
            publish_at=at(2031, 1, 5, 9),
            expire_at=at(2031, 2, 1),
            status="in_review",
            **article,
        )
        factories.ListingFactory(
            region=place.region,
            title=f"{word}厂房",
            publish_at=at(2030, 1, 1),
            expire_at=at(2031, 1, 5, 18),
        )
    client.force_login(staff("editor", site.region))

    def days(month):
        found = client.get(CALENDAR, {"month": month}).context["month"].days
        return [
            (
                day.on.isoformat(),
                *([moment.title for moment in side] for side in (day.comes, day.goes)),
            )
            for day in found
        ]

    return days


def test_days_on_which_something_comes_or_goes(said):
    assert said("2031-01") == [
        ("2031-01-05", ["通知"], ["厂房"]),
        ("2031-01-31", ["公告"], []),
    ]
    assert said("2031-02") == []


@pytest.mark.parametrize("month", ["", "2031-13", "x", "0001-01", "9999-12", "2031-01-01"])
def test_anything_else_is_this_month(client, said, month):
    page = client.get(CALENDAR, {"month": month})
    assert page.context["month"].first_on == timezone.localdate().replace(day=1)


def test_all_kinds_of_content_are_one_query(client, said, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page = client.get(CALENDAR, {"month": "2031-01"}).text
    assert "#id_expire_at_0" in page
    assert "，等审核" in page


def key_of(client, title, month="2031-01"):
    days = client.get(CALENDAR, {"month": month}).context["month"].days
    moments = [moment for day in days for moment in (*day.comes, *day.goes)]
    return next(moment.key for moment in moments if moment.title == title)


def move(client, title, day):
    return client.post(CALENDAR, {"moment": key_of(client, title), "on": day}, follow=True)


def test_a_time_moves_to_another_day_and_keeps_its_hour(client, said):
    page = move(client, "通知", "2031-01-20")
    assert said("2031-01") == [
        ("2031-01-05", [], ["厂房"]),
        ("2031-01-20", ["通知"], []),
        ("2031-01-31", ["公告"], []),
    ]
    assert page.redirect_chain == [(f"{CALENDAR}?month=2031-01", 302)]
    moved = Article.objects.get(title="通知")
    assert (moved.publish_at, moved.expire_at) == (at(2031, 1, 20, 9), at(2031, 2, 1))


def test_what_is_approved_moves_as_its_form_would_have_it(client, staff, site, said):
    """An editor's change waits; a reviewer's own is what he has just typed."""
    assert "改动已存下并送审" in move(client, "公告", "2031-01-30").text
    assert said("2031-01")[-1] == ("2031-01-31", ["公告"], [])
    assert PendingChange.objects.get().patch["labels"] == ["发布时间"]
    assert "旁边还有待审的改动" in move(client, "公告", "2031-01-29").text


def test_what_the_form_refuses_is_refused_with_its_words(client, said):
    page = move(client, "通知", "2031-02-03")
    assert "下线时间应晚于发布时间" in page.text
    assert said("2031-01")[0] == ("2031-01-05", ["通知"], ["厂房"])


def test_what_has_come_is_not_moved(client, said):
    key = key_of(client, "公告")
    Article.objects.filter(title="公告").update(publish_at=at(2024, 1, 31))
    told = client.post(CALENDAR, {"moment": key, "on": "2031-01-20"}, follow=True).text
    assert "到了时间，已经公开" in told
    assert key_of(client, "公告", "2024-01") == ""
    assert Article.objects.get(title="公告").publish_at == at(2024, 1, 31)


def test_nothing_moves_early_unseen_or_for_others(client, staff, site, other_site, said):
    key = key_of(client, "通知")
    assert "已经过去" in move(client, "通知", "2020-01-01").text
    assert "先选好改到哪一天" in move(client, "通知", "").text
    client.force_login(staff("editor", other_site.region))
    told = client.post(CALENDAR, {"moment": key, "on": "2031-01-20"}, follow=True).text
    assert "又有改动" in told
    client.force_login(staff("auditor", site.region))
    assert key_of(client, "通知") == ""
    assert client.post(CALENDAR, {"moment": key, "on": "2031-01-20"}).status_code == 403
    client.force_login(staff("editor", site.region))
    Article.objects.get(title="通知").save()
    assert (
        "又有改动" in client.post(CALENDAR, {"moment": key, "on": "2031-01-20"}, follow=True).text
    )
    for wrong in (
        "",
        "x",
        "comes news.Article x y",
        "comes a.B 1 y",
        f"goes news.Article {'9' * 40} y",
    ):
        assert client.post(CALENDAR, {"moment": wrong, "on": "2031-01-20"}).status_code == 400
    assert Article.objects.get(title="通知").publish_at == at(2031, 1, 5, 9)
