"""A file under /media/ is as public as what shows it."""

import datetime

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import FileField
from django.utils import timezone

from news.models import Article
from portal.media_rights import OWNERS
from publishing.fields import RichTextField
from publishing.models import Asset
from tests import factories
from tests.world import whole_world

DAY = datetime.timedelta(days=1)
CHECK = {"X-Portal-May-See": "1"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(name):
    return default_storage.save(name, ContentFile(b"bytes of a file"))


def shown(client, name):
    """(status, Cache-Control) for this visitor."""
    response = client.get(f"/media/{name}")
    if response.streaming:
        assert b"".join(response.streaming_content)
    return response.status_code, response.get("Cache-Control", "")


PUBLIC, PRIVATE, GONE = (200, "public, max-age=5"), (200, "private, no-store"), (404, "")


def article(site, **values):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site), **values)


def by_cover(site, name, **state):
    return article(site, cover=name, cover_alt="湖", **state)


def by_article(site, name, **state):
    return article(site, body=f'<p><img alt="" src="/media/{name}"></p>', **state)


def by_page(site, name, **state):
    return factories.SitePageFactory(
        site=site, body=f'<p><a href="/media/{name}">附件</a></p>', **state
    )


def by_park(site, name, **state):
    return factories.ParkFactory(region=site.region, cover=name, **state)


def by_photo(site, name, **state):
    listing = factories.ListingFactory(region=site.region, **state)
    listing.photos.create(image=name, alt="厂房")
    return listing


def by_attachment(site, name, **state):
    listing = factories.ListingFactory(region=site.region, **state)
    listing.files.create(document=name, title="宗地图")
    return listing


def by_policy(site, name, **state):
    words = f'<p><img alt="" src="/media/{name}?x=1"></p>'
    return factories.PolicyFactory(region=site.region, interpretation=words, **state)


WAYS = [by_cover, by_article, by_page, by_park, by_photo, by_attachment, by_policy]


@pytest.mark.parametrize("way", WAYS)
def test_file_comes_and_goes_with_what_shows_it(client, staff, site, other_site, way):
    name = stored("listings/a.png")
    assert shown(client, name) == GONE
    owner = way(site, name)
    assert shown(client, name) == PUBLIC
    owner.withdraw()
    assert shown(client, name) == GONE
    client.force_login(staff("editor", other_site.region))
    assert shown(client, name) == GONE
    client.force_login(staff("editor", site.region))
    assert shown(client, name) == PRIVATE


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"status": Article.Status.DRAFT}, GONE),
        ({"status": Article.Status.IN_REVIEW}, GONE),
        ({"publish_at": timezone.now() + DAY}, GONE),
        ({"expire_at": timezone.now() - DAY, "publish_at": timezone.now() - 2 * DAY}, GONE),
        ({"expire_at": timezone.now() + DAY}, PUBLIC),
    ],
)
def test_time_and_review_count(client, site, state, expected):
    name = stored("news/a.png")
    by_article(site, name, **state)
    assert shown(client, name) == expected


def test_writer_that_goes_past_the_portal_is_seen(client, site):
    name, row = stored("news/a.png"), article(site)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE news_article SET body = %s WHERE id = %s",
            [f"<img src='/media/{name}'>", row.pk],
        )
    assert shown(client, name) == PUBLIC


def test_upload_that_nothing_shows_yet_is_its_staffs(client, staff, site, other_site):
    name = stored("editor/2026/11/a.png")
    editor = staff("editor", site.region)
    Asset.objects.create(
        region=site.region, uploaded_by=editor, file=name, kind="image", sha256="x", size_bytes=1
    )
    assert shown(client, name) == GONE
    client.force_login(editor)
    assert shown(client, name) == PRIVATE
    client.force_login(staff("editor", other_site.region, username="elsewhere"))
    assert shown(client, name) == GONE


def test_what_is_not_public_tells_nothing(client, site):
    """Neither by a 304 nor by how a lost file answers."""
    name = stored("news/a.png")
    since = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    hidden = client.get(f"/media/{name}", headers=since)
    missing = client.get("/media/news/b.png", headers=since)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    pages = [
        reply.content.decode().replace(path, "")
        for reply, path in ((hidden, "a.png"), (missing, "b.png"))
    ]
    assert pages[0] == pages[1]


def test_nginx_asks_and_gets_no_body(client, site):
    name = stored("news/a.png")
    refused = client.get(f"/media/{name}", headers=CHECK)
    by_article(site, name)
    allowed = client.get(f"/media/{name}", headers=CHECK)
    assert (refused.status_code, allowed.status_code) == (403, 204)
    assert (allowed.content, allowed["Cache-Control"]) == (b"", "public, max-age=5")


def test_one_statement_answers(site, django_assert_max_num_queries, client):
    name = stored("news/a.png")
    by_article(site, name)
    with django_assert_max_num_queries(1):
        assert shown(client, name) == PUBLIC


def test_every_file_of_every_public_page_is_public(client, site, other_site):
    world = whole_world(site, other_site)
    names = {photo.image.name for photo in world.listing.photos.all()}
    names |= {file.document.name for file in world.listing.files.all()}
    assert names
    assert {shown(client, name) for name in names} == {PUBLIC}


def test_every_model_with_files_or_texts_is_an_owner():
    """Copies of history aside; Asset is what texts show, lists and papers are never served."""
    known = {(owner.model._meta.label, name) for owner in OWNERS for name in owner.texts}
    known |= {("parks.Park", "cover"), ("news.Article", "cover"), ("publishing.Asset", "file")}
    known |= {("parks.ListingPhoto", "image"), ("parks.ListingFile", "document")}
    known |= {("parks.ImportJob", "file"), ("parks.ExportJob", "file"), ("regions.Site", "logo")}
    known |= {("regions.Site", "favicon"), ("regions.Site", "hero")}
    known |= {("landing.LandingDocument", "file"), ("leads.AnswerFile", "file")}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.get_fields()
        if isinstance(field, (RichTextField, FileField))
    }
    assert found == known
