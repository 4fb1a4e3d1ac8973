"""Preview links at the desk: made, told, revoked."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from publishing.models import PendingChange, PreviewLink, PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT = PublishWindow.Status.DRAFT


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=DRAFT)


@pytest.fixture
def url(article):
    return reverse("admin:news_article_preview_links", args=[article.pk])


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region, first_name="钱示例")
    client.force_login(user)
    return user


def test_a_link_is_made_told_in_the_form_and_opens(client, editor, article, url):
    page = client.post(url, {"make": "1"}, follow=True)
    link = PreviewLink.objects.get()
    path = reverse("preview_link_open", args=[link.token])
    assert (link.created_by, path in page.text) == (editor, True)
    form = client.get(reverse("admin:news_article_change", args=[article.pk])).text
    assert "钱示例做的" in form
    assert LogEntry.objects.get().change_message.startswith("做预览链接，")
    client.logout()
    assert client.get(path).status_code == 200


def test_a_revoked_link_opens_nothing(client, editor, article, url):
    link = PreviewLink.objects.make(article, editor)
    page = client.post(url, {"revoke": link.pk}, follow=True)
    assert "已收回，链接马上打不开了。" in page.text
    assert client.get(reverse("preview_link_open", args=[link.token])).status_code == 410
    again = client.post(url, {"revoke": link.pk}, follow=True)
    assert "不用再收回" in again.text


@pytest.mark.parametrize("key", ["", "x", "9" * 40, "-1", "\0"])
def test_made_up_keys_revoke_nothing(client, editor, article, url, key):
    PreviewLink.objects.make(article, editor)
    assert client.post(url, {"revoke": key}).status_code == 302
    assert PreviewLink.objects.good().count() == 1


def test_a_link_of_another_row_is_not_revoked_here(client, editor, article, url, site):
    other = factories.ListingFactory(region=site.region, status=DRAFT)
    link = PreviewLink.objects.make(other, editor)
    client.post(url, {"revoke": link.pk})
    assert PreviewLink.objects.good().count() == 1


def test_what_is_public_needs_no_link(client, editor, article, url):
    article.approve(None)
    assert "已经公开" in client.post(url, {"make": "1"}, follow=True).text
    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_readers_of_the_desk_make_none(client, staff, site, article, url, role):
    client.force_login(staff(role, site.region))
    got = client.get(url).status_code, client.post(url, {"make": "1"}).status_code
    assert (got, PreviewLink.objects.count()) == ((403, 403), 0)
    form = client.get(reverse("admin:news_article_change", args=[article.pk]))
    assert (form.status_code, "给没有账号的人看" in form.text) == (200, False)


def test_a_change_and_an_earlier_version_are_offered_beside_what_is_public(client, editor, site):
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column, title="旧的标题")
    article.title = "公开的标题"
    article.save()
    oldest = article.history.earliest("history_id").history_id
    change_url = reverse("admin:news_article_change", args=[article.pk])
    url = reverse("admin:news_article_preview_links", args=[article.pk])
    admin_pages.press(client, change_url, title="待审的标题")
    change = PendingChange.objects.get()
    offered = [each.value for each in client.get(url).context["versions"]]
    assert offered == [f"change-{change.pk}", str(oldest)]
    for version in offered:
        client.post(url, {"make": "1", "version": version})
    made = PreviewLink.objects.order_by("pk").values_list("change", "history_id")
    assert list(made) == [(change.pk, None), (None, oldest)]
    page = client.get(change_url).text
    assert ("待审的改动，" in page, "的旧版本，" in page) == (True, True)


def test_of_what_hangs_together_no_earlier_version_is_offered(client, editor, site):
    listing = factories.ListingFactory(region=site.region, status=DRAFT)
    listing.save()
    url = reverse("admin:parks_listing_preview_links", args=[listing.pk])
    assert [each.value for each in client.get(url).context["versions"]] == ["stored"]
    oldest = listing.history.earliest("history_id").history_id
    client.post(url, {"make": "1", "version": oldest})
    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize("version", ["", "x", "change-1", "9" * 40, "\0"])
def test_a_version_that_is_not_offered_is_told(client, editor, url, version):
    page = client.post(url, {"make": "1", "version": version}, follow=True)
    assert ("没有做：" in page.text, PreviewLink.objects.count()) == (True, 0)
