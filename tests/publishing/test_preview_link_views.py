"""What a preview link opens for people without an account."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Article
from parks.models import ListingPhoto
from publishing.models import PendingChange, PreviewLink, PublishWindow, VersionRows
from tests import admin_pages, factories
from tests.portal.remembering import switch_on
from tests.world import picture

pytestmark = pytest.mark.django_db
DRAFT = PublishWindow.Status.DRAFT


@pytest.fixture
def editor(staff, site):
    return staff("editor", site.region)


def draft(site, kind):
    """One of each that has a public page."""
    if kind == "article":
        column = factories.ColumnFactory(site=site)
        return factories.ArticleFactory(column=column, status=DRAFT, title="还没公开的词")
    if kind == "page":
        return factories.SitePageFactory(site=site, status=DRAFT, title="还没公开的词")
    made = {
        "listing": factories.ListingFactory,
        "policy": factories.PolicyFactory,
        "park": factories.ParkFactory,
    }[kind]
    name = "name" if kind == "park" else "title"
    return made(region=site.region, status=DRAFT, **{name: "还没公开的词"})


def publish(obj):
    obj.status = PublishWindow.Status.APPROVED
    obj.save()


def address(obj, user):
    return reverse("preview_link_open", args=[PreviewLink.objects.make(obj, user).token])


@pytest.mark.parametrize("kind", ["article", "page", "listing", "policy", "park"])
def test_the_page_is_the_public_one_with_a_bar(client, site, editor, kind, settings):
    """Kept by nobody: neither by us, nor on the way, nor by search engines."""
    switch_on(settings)
    obj = draft(site, kind)
    url = address(obj, editor)
    seen = [client.get(url) for _ in range(2)][1]
    assert (seen.status_code, "还没公开的词" in seen.text) == (200, True)
    assert "<b>预览：</b>这一页还没有公开，只给收到链接的人看" in seen.text
    assert {"no-store", "private"} <= {*seen.headers["Cache-Control"].split(", ")}
    assert (seen.headers["X-Robots-Tag"], seen.headers["Referrer-Policy"]) == (
        "noindex",
        "no-referrer",
    )
    assert client.get(obj.get_absolute_url()).status_code == 404
    publish(obj)
    public = client.get(obj.get_absolute_url())
    assert (public.status_code, "预览" in public.text) == (200, False)


def test_a_link_ends_in_words(client, site, editor):
    obj = draft(site, "listing")
    url = address(obj, editor)
    obj.save()
    page = client.get(url)
    assert (page.status_code, "做好以后内容又改过。" in page.text) == (410, True)
    assert ("还没公开的词" in page.text, "no-store" in page.headers["Cache-Control"]) == (
        False,
        True,
    )


def test_what_is_public_by_now_is_read_at_its_address(client, site, editor):
    obj = draft(site, "listing")
    link = PreviewLink.objects.make(obj, editor)
    publish(obj)
    PreviewLink.objects.update(version_at=obj.updated_at)
    opened = client.get(reverse("preview_link_open", args=[link.token]))
    assert (opened.status_code, opened.url) == (302, obj.get_absolute_url())


def test_a_site_that_is_not_live_shows_nothing(client, site, editor):
    obj = draft(site, "listing")
    site.is_live = False
    site.save()
    page = client.get(address(obj, editor))
    assert (page.status_code, "还没公开的词" in page.text) == (410, False)


def test_its_pictures_are_seen_by_the_link_and_by_nothing_else(
    client, site, editor, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    obj, other = draft(site, "listing"), draft(site, "park")
    photo = ListingPhoto.objects.create(listing=obj, image=picture(), alt="正面")
    page = client.get(address(obj, editor))
    (shown,) = set(re.findall(r'src="(/media/[^"]+)"', page.text))
    opened = client.get(shown)
    assert (opened.status_code, len(opened.getvalue()) > 50) == (200, True)
    assert "no-store" in opened.headers["Cache-Control"]
    wrong = PreviewLink.objects.make(other, editor).token
    asks = [photo.image.url, f"{photo.image.url}?preview={wrong}", f"{photo.image.url}?preview=1.x"]
    assert [client.get(ask).status_code for ask in asks] == [404] * 3
    PreviewLink.objects.update(expires_at=PreviewLink.objects.first().created_at)
    assert client.get(shown).status_code == 404


def test_no_file_is_opened_that_the_maker_may_not_see(client, site, editor, settings, tmp_path):
    """A title may spell the address of a file of elsewhere; the page would mark it."""
    settings.MEDIA_ROOT = tmp_path
    elsewhere = factories.ListingFactory(region=factories.RegionFactory(), status=DRAFT)
    photo = ListingPhoto.objects.create(listing=elsewhere, image=picture(), alt="正面")
    link = PreviewLink.objects.make(draft(site, "listing"), editor)
    ask = f"{photo.image.url}?preview={link.file_mark(photo.image.name)}"
    assert client.get(ask).status_code == 404


@pytest.mark.parametrize("token", ["1", "1.x", "%00", "x" * 500])
def test_made_up_links_are_not_there(client, site, token):
    assert client.get(f"/preview/{token}/").status_code == 404


def test_a_change_is_seen_by_its_link_with_its_pictures_and_by_nothing_else(
    client, site, editor, settings, tmp_path
):
    """Nothing of it is stored by looking, and what is public stays as it is."""
    settings.MEDIA_ROOT = tmp_path
    listing = factories.ListingFactory(region=site.region, title="三号厂房")
    client.force_login(editor)
    new = {
        "title": "三号厂房，已翻新",
        "photos-0-image": SimpleUploadedFile("new.png", picture().read(), "image/png"),
        "photos-0-alt": "新的正门",
        "photos-0-position": "0",
        "photos-TOTAL_FORMS": "1",
    }
    admin_pages.press(client, reverse("admin:parks_listing_change", args=[listing.pk]), **new)
    change = PendingChange.objects.get()
    (path,) = change.files
    client.logout()
    link = PreviewLink.objects.make(listing, editor, change=change)
    url = reverse("preview_link_open", args=[link.token])
    page = client.get(url)
    assert (page.status_code, "三号厂房，已翻新" in page.text, "新的正门" in page.text) == (
        200,
        True,
        True,
    )
    assert "<b>预览：</b>这是还没有公开的一份改动" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    shown = re.search(rf'src="(/media/{re.escape(path)}[^"]*)"', page.text)[1]
    asks = [shown, f"/media/{path}", f"/media/{path}?preview={link.token}"]
    opened = client.get(asks[0])
    assert (opened.status_code, len(opened.getvalue()) > 50) == (200, True)
    assert [client.get(ask).status_code for ask in asks[1:]] == [404, 404]
    public = client.get(listing.get_absolute_url()).text
    listing.refresh_from_db()
    assert ("翻新" in public, listing.title, listing.photos.count()) == (False, "三号厂房", 0)
    assert PendingChange.objects.get().closed_at is None
    change.close(PendingChange.State.DROPPED, editor)
    assert [client.get(ask).status_code for ask in (url, shown)] == [410, 404]


def test_a_change_is_drawn_with_the_rights_of_who_made_the_link(client, site, staff):
    editor = staff("editor", site.region)
    policy = factories.PolicyFactory(region=site.region)
    entry = {"before": [policy.title], "after": ["还没公开的词"]}
    patch = {"fields": {"title": entry}, "rows": {}, "labels": ["标题"]}
    change = PendingChange.objects.keep(policy, editor, patch)
    url = reverse(
        "preview_link_open",
        args=[PreviewLink.objects.make(policy, editor, change=change).token],
    )
    seen = [client.get(url)]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).text == seen[0].text
    assert [query for query in asked if "UPDATE" in query["sql"]] == []  # it waits for no row
    editor.memberships.all().delete()
    cache.clear()
    seen.append(client.get(url))
    told = [(page.status_code, "还没公开的词" in page.text) for page in seen]
    assert told == [(200, True), (410, False)]


@pytest.mark.parametrize("kind", ["article", "page", "policy"])
def test_an_earlier_version_is_shown_as_it_was_whatever_comes_after(client, site, editor, kind):
    obj = draft(site, kind)
    first = obj.history.get()
    obj.title = "现在公开的标题"
    publish(obj)
    link = PreviewLink.objects.make(obj, editor, earlier=(first.history_id, first.history_date))
    obj.title = "再后来的标题"
    obj.save()
    page = client.get(reverse("preview_link_open", args=[link.token]))
    assert "no-store" in page.headers["Cache-Control"]
    assert "<b>预览：</b>这是 " in page.text
    heads = [
        re.search(r"<h1.*?</h1>", each.text.replace("<wbr>", ""), re.DOTALL)[0]
        for each in (page, client.get(obj.get_absolute_url()))
    ]
    told = ["还没公开的词" in heads[0], "再后来的标题" in heads[1]]
    assert [*told, "题" in heads[0]] == [True, True, False]


def test_an_earlier_version_has_what_was_chosen_for_it_then(client, site, editor):
    obj = draft(site, "article")
    names = ("当时的园区", "后来的园区")
    then, later = (factories.ParkFactory(region=site.region, name=name) for name in names)
    obj.parks.set([then])
    VersionRows.objects.note(Article, [obj.pk])
    first = obj.history.latest()
    publish(obj)
    obj.parks.set([later])
    VersionRows.objects.note(Article, [obj.pk])
    link = PreviewLink.objects.make(obj, editor, earlier=(first.history_id, first.history_date))
    pages = (reverse("preview_link_open", args=[link.token]), obj.get_absolute_url())
    told = [[name in client.get(page).text for name in names] for page in pages]
    assert told == [[True, False], [False, True]]
    assert list(obj.parks.all()) == [later]
