"""A typing error and a dead link are mended in public; what reaches further waits."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from news.models import Column
from publishing.minor_corrections import _reach, _reach_of_html
from publishing.models import PendingChange
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
LINK = '<a href="https://example.cn/a" rel="noopener noreferrer">昆仑路</a>'
BODY = f"<p>园区座落在{LINK}，占地 12 亩。</p>"


@pytest.fixture
def article(client, staff, site):
    column = factories.ColumnFactory(site=site, review_steps=2)
    client.force_login(staff("editor", site.region))
    return factories.ArticleFactory(column=column, title="供水工成完工", body=BODY, kind_tag=None)


def mend(client, article, **changes):
    url = reverse("admin:news_article_change", args=[article.pk])
    page = admin_pages.press(client, url, "_minor", **changes)
    article.refresh_from_db()
    return page


def test_a_typing_error_and_a_dead_link_are_public_at_once(client, article):
    body = BODY.replace("座落", "坐落").replace("example.cn/a", "example.cn/b")
    mend(client, article, title="供水工程完工", body=body)
    assert (article.title, article.body) == ("供水工程完工", body)
    assert article.history.latest().history_change_reason == "小改动：标题、正文"
    assert (article.status, PendingChange.objects.exists()) == ("approved", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": BODY.replace("12", "21")},
        {"body": BODY.replace("占地", "不占地")},
        {"body": BODY.replace("园区座落在", "这一处新建的工业园区现在坐落于")},
        {"body": BODY.replace("<p>", "<p><strong>").replace("</p>", "</strong></p>")},
        {"title": "供水工成三期"},
        {"body": BODY.replace("example.cn", "example.com")},
        {"body": BODY.replace("https://example.cn", "/\\example.com")},
        {"expire_at_0": "2099-01-01", "expire_at_1": "08:00"},
    ],
)
def test_what_reaches_further_waits(client, article, changes):
    stood = article.title, article.body, article.expire_at
    mend(client, article, **changes)
    assert (article.title, article.body, article.expire_at) == stood
    assert PendingChange.objects.get().state == "in_review"


def test_small_steps_do_not_add_up_to_a_long_one(client, article):
    mend(client, article, title="供水工程完工")
    mend(client, article, summary="水到厂前门口")
    assert article.summary == "水到厂前门口"
    admin_pages.press(client, reverse("admin:news_article_change", args=[article.pk]))
    assert article.history.latest().history_change_reason == "保存"
    mend(client, article, subtitle="又添了几个字的副题目")
    assert (article.subtitle, PendingChange.objects.count()) == ("", 1)


def test_a_reviewers_own_saving_is_a_review(client, article, staff, site):
    Column.objects.update(review_steps=1)
    mend(client, article, title="供水工程完工", summary="水到厂前门口")
    editor = get_user_model().objects.get()
    client.force_login(staff("reviewer", site.region))
    admin_pages.press(client, reverse("admin:news_article_change", args=[article.pk]))
    client.force_login(editor)
    mend(client, article, subtitle="又添了几个字的副题目")
    assert article.subtitle == "又添了几个字的副题目"


def test_broken_marks_hold_nobody_up():
    started = time.process_time()
    _reach_of_html(BODY, "<" * 300_000, BODY)
    _reach("", "<" * 300_000)
    assert time.process_time() - started < 5
