"""An earlier version comes back as a change that waits; what is public stays."""

import pytest
from django.urls import reverse

from news.models import Article
from publishing.models import PendingChange, PublishWindow
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db
RESTORE = "/admin/news/article/restore/"


@pytest.fixture
def article(site):
    """Of two versions; the first had a picture."""
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, title="第一版", cover_alt="水厂")
    article.cover.save("cover.png", picture())
    article.title, article.cover = "第二版", ""
    article.save()
    return article


def first_version(article):
    return article.history.filter(title="第一版").exclude(cover="").latest("history_id").pk


def test_an_earlier_version_becomes_a_change_and_is_public_by_review(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    url = reverse("admin:news_article_change", args=[article.pk])
    assert RESTORE in client.get(url).text
    reply = client.post(RESTORE, {"version": first_version(article)})
    assert reply["Location"] == url
    article.refresh_from_db()
    change = PendingChange.objects.get()
    assert (article.title, article.status, change.state) == ("第二版", "approved", "draft")
    assert change.patch["labels"] == ["标题", "题图"]
    admin_pages.press(client, url)
    client.force_login(staff("reviewer", site.region))
    admin_pages.press(client, url, "_approve")
    article.refresh_from_db()
    assert (article.title, bool(article.cover), article.is_published()) == ("第一版", True, True)


def test_only_ones_own_versions_come_back(client, staff, other_site, article):
    client.force_login(staff("editor", other_site.region))
    answers = [
        client.post(RESTORE, {"version": v}).status_code for v in (first_version(article), "x")
    ]
    assert (answers, PendingChange.objects.count()) == ([404, 400], 0)


def test_what_is_as_it_was_is_said(client, staff, site, article):
    client.force_login(staff("editor", site.region))
    reply = client.post(RESTORE, {"version": article.history.latest().pk}, follow=True)
    assert "和现在的一样" in reply.text
    assert Article.objects.get().status == PublishWindow.Status.APPROVED
    assert not PendingChange.objects.exists()


def test_versions_are_told_in_words_and_pictures(client, staff, site, article):
    article.body = "<p>通水了。</p>"
    article.save()
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_history", args=[article.pk])).text
    assert "<del>一</del><ins>二</ins>" in page
    assert page.count('<img src="/media/news/') == 2  # put in, and taken out
    assert "&lt;p&gt;" not in page
