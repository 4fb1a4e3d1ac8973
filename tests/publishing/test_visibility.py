"""One sentence says why readers do not see something, and what to do about it."""

import datetime

import pytest
from django.utils import timezone

from publishing.visibility import coming_up, visibility_of
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=timezone.get_default_timezone())
DAY = datetime.timedelta(days=1)


@pytest.fixture
def article(site):
    def make(**fields):
        fields = {"publish_at": NOW - DAY} | fields
        return factories.ArticleFactory(column=factories.ColumnFactory(site=site), **fields)

    return make


def said(obj):
    shown = visibility_of(obj, NOW)
    return shown.label, shown.at, shown.sentence, shown.anchor


def test_what_is_public_says_since_when(article):
    assert said(article()) == ("已公开", NOW - DAY, "", "")
    assert visibility_of(article(), NOW).is_public


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("draft", "还是草稿：提交审核，通过后公开。"),
        ("in_review", "还在等审核：审核人员通过后公开。"),
        ("withdrawn", "已经撤回：重新提交审核，通过后公开。"),
    ],
)
def test_step_that_is_missing_is_named(article, status, sentence):
    assert said(article(status=status)) == ("没公开", None, sentence, "")


def test_what_is_internal_says_who_reads_it(article):
    sentence = "只给本地区登录了的同事看：要公开，提交审核，通过后公开。"
    assert said(article(status="internal")) == ("内部可见", None, sentence, "")


def test_time_that_is_to_come_or_over_leads_to_its_field(article):
    timed = article(publish_at=NOW + DAY)
    sentence = "定在 2026-11-21 09:30 自动公开：要提前，改“发布时间”。"
    assert said(timed) == ("定时公开", NOW + DAY, sentence, "id_publish_at_0")
    assert visibility_of(timed, NOW).is_embargoed
    over = article(publish_at=NOW - 2 * DAY, expire_at=NOW)
    sentence = "2026-11-20 09:30 已到期下线：要再公开，把“下线时间”改晚或清空。"
    assert said(over) == ("已下线", NOW, sentence, "id_expire_at_0")


def test_site_that_is_not_live_shows_nothing(article, site):
    site.is_live = False
    site.save()
    page = factories.SitePageFactory(site=site, publish_at=NOW - DAY)
    park = factories.ParkFactory(region=site.region, publish_at=NOW - DAY)
    park.get_absolute_url()  # asks for the site
    sentence = "站点还没有上线：站点上线后，这一条马上公开。"
    assert [said(row) for row in (article(), page, park)] == [("没公开", None, sentence, "")] * 3


def test_listing_that_nobody_verified_in_time_is_hidden(site):
    listing = factories.ListingFactory(region=site.region, publish_at=NOW - 400 * DAY)
    at = timezone.localtime(listing.hidden_at)
    assert said(listing) == (
        "已隐藏",
        listing.hidden_at,
        f"逾期没有人核实，{at:%Y-%m-%d %H:%M} 起隐藏：核实后马上恢复公开。",
        "",
    )


@pytest.mark.parametrize(
    "fields", [{}, {"status": "draft"}, {"status": "internal"}, {"expire_at": NOW}]
)
def test_words_say_what_published_does(article, fields):
    row = article(**fields)
    shown = type(row).objects.published(NOW).filter(pk=row.pk).exists()
    assert visibility_of(row, NOW).is_public == shown


def test_what_its_times_will_do_is_said_for_every_state(article):
    ahead = {"publish_at": NOW + DAY, "expire_at": NOW + 60 * DAY}
    times = "将于 11 月 21 日 09:30 公开，将于 2027 年 1 月 19 日 09:30 下线"
    assert coming_up(article(**ahead), NOW) == times
    assert coming_up(article(status="in_review", **ahead), NOW) == f"审核通过后，{times}"
    assert coming_up(article(), NOW) == ""
