"""What comes and what goes in a month, of one's own places."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

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
