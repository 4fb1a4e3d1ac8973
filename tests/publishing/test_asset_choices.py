"""A file of the library in a text, as a cover, among photos: the same file once more."""

import datetime

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.sent_values import sent_values
from news.models import Article
from publishing.asset_choices import ChosenFile
from publishing.asset_uses import uses_of
from publishing.models import Asset, PendingChange
from tests import admin_pages, factories
from tests.publishing.test_uploads import PDF, picture

pytestmark = pytest.mark.django_db
LIST = reverse("admin:publishing_asset_changelist")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def asset_in(region, name, data=b"bytes", **values):
    default_storage.save(name, ContentFile(data))
    told = {"kind": "image", "sha256": "0" * 64, "size_bytes": 5, "alt": "厂房"}
    return Asset.objects.create(region=region, file=name, **(told | values))


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def draft_in(site):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site), status="draft")


@pytest.mark.parametrize(
    "words",
    [
        "editor/a b.png",
        "/media/editor/a%20b.png",
        "https://zs.example.cn/media/editor/a%20b.png?preview=1#top",
        "/media/editor/a%20b.png.w960",
    ],
)
def test_a_file_is_meant_by_its_name_and_by_its_address(words):
    assert ChosenFile(words).path == "editor/a b.png"


def test_an_untouched_form_sends_an_empty_box(rf, editor):
    """Whoever takes what another has saved meanwhile does not keep the own choice."""
    desk = admin.site.get_model_admin(Article)
    request = rf.get("/")
    request.user = editor
    form = desk.get_form(request)()
    assert sent_values(form["cover"]) == {"cover-library": [""]}


def test_the_pop_up_hands_over_files_of_the_own_region(client, editor, site, other_site):
    asset_in(site.region, "editor/a.png", alt='厂房 "甲" <新>')
    asset_in(site.region, "editor/b.pdf", kind="pdf", alt="", file_name="批复.pdf")
    asset_in(other_site.region, "editor/theirs.png")
    page = client.get(LIST, {"_popup": "1", "_to_field": "html"})
    shown = [row.html for row in page.context["cl"].result_list]
    assert shown == [
        '<a href="/media/editor/b.pdf">批复.pdf</a>',
        '<img src="/media/editor/a.png" alt="厂房 &quot;甲&quot; &lt;新&gt;">',
    ]
    handed = 'data-popup-opener="&lt;a href=&quot;/media/editor/b.pdf&quot;&gt;批复.pdf&lt;/a&gt;"'
    assert handed in page.text
    assert reverse("admin:publishing_asset_add") not in page.text
    of_kind = {"_popup": "1", "_to_field": "file", "kind__exact": "image"}
    page = client.get(LIST, of_kind)
    assert 'data-popup-opener="editor/a.png"' in page.text
    assert reverse("admin:publishing_asset_add") in page.text
    assert client.get(LIST, of_kind | {"_to_field": "sha256"}).status_code == 400
    no_column = client.get(f"{LIST}{Asset.objects.first().pk}/change/", {"_to_field": "html"})
    assert no_column.status_code == 200


def test_a_form_leads_to_the_library_from_texts_and_pictures(client, editor, site):
    page = client.get(page_of(draft_in(site))).text
    ways = {"lookup_id_body": "_to_field=html", "lookup_id_cover-library": "_to_field=file"}
    for mark, asked in ways.items():
        assert f'id="{mark}" href="{LIST}?{asked}' in " ".join(page.split())


def test_a_cover_is_the_same_file_and_brings_its_words(client, editor, site):
    asset = asset_in(site.region, "editor/a.png")
    asset.note_handed_out(timezone.now() - datetime.timedelta(days=9))
    article = draft_in(site)
    reply = admin_pages.press(client, page_of(article), **{"cover-library": asset.file.url})
    article.refresh_from_db()
    assert (reply.status_code, article.cover.name) == (302, "editor/a.png")
    assert article.cover_alt == "厂房"
    asset.refresh_from_db()
    assert asset.may_be_in_hand()  # so it was between the choice and the saving
    assert [use.pk for use in uses_of(["editor/a.png"])["editor/a.png"]] == [article.pk]
    other = asset_in(site.region, "editor/b.png", alt="仓库")
    admin_pages.press(client, page_of(article), **{"cover-library": "editor/b.png"})
    article.refresh_from_db()
    assert (article.cover.name, article.cover_alt) == (other.file.name, "仓库")
    told = {"cover-library": "editor/a.png", "cover_alt": "大门"}
    admin_pages.press(client, page_of(article), **told)
    article.refresh_from_db()
    assert (article.cover.name, article.cover_alt) == ("editor/a.png", "大门")


def test_what_is_not_ones_own_or_not_there_is_refused(client, editor, site, other_site):
    asset_in(other_site.region, "editor/theirs.png")
    asset_in(site.region, "editor/paper.pdf", kind="pdf", alt="")
    asset_in(site.region, "editor/a.png")
    lost = asset_in(site.region, "editor/lost.png")
    default_storage.delete(lost.file.name)
    article = draft_in(site)
    names = ("a\0", "../../etc/passwd", "editor/paper.pdf", "editor/lost.png", "editor/theirs.png")
    for name in names:
        page = admin_pages.press(client, page_of(article), **{"cover-library": name})
        assert "库里没有这个文件" in page.text, name
    assert admin_pages.filled(page)["cover-library"] == "editor/theirs.png"
    both = {"cover": SimpleUploadedFile("b.png", picture("PNG")), "cover-library": "editor/a.png"}
    page = admin_pages.press(client, page_of(article), **both)
    assert "只能用一样" in page.text
    article.refresh_from_db()
    assert not article.cover


def test_a_choice_waits_with_the_change_and_is_taken_over(client, staff, site, editor):
    asset = asset_in(site.region, "editor/a.png")
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=site), title="供水")
    admin_pages.press(client, page_of(article), **{"cover-library": asset.file.name})
    change = PendingChange.objects.get()
    assert change.files == ["editor/a.png"]
    client.force_login(staff("reviewer", site.region))
    page = client.get(reverse("admin:news_article_pending_change", args=[article.pk]))
    shown = {"_change": change.version, "_seen": page.context["seen"], "_accept": "1"}
    client.post(reverse("admin:news_article_pending_change", args=[article.pk]), shown)
    article.refresh_from_db()
    assert (article.cover.name, article.cover_alt) == ("editor/a.png", "厂房")


def test_photos_and_papers_of_a_listing_come_from_the_library(client, editor, site):
    asset_in(site.region, "editor/a.png")
    asset_in(site.region, "editor/line.png", alt="", is_decorative=True)
    asset_in(site.region, "editor/b.pdf", PDF, kind="pdf", alt="")
    listing = factories.ListingFactory(region=site.region, status="draft")
    rows = {
        "photos-TOTAL_FORMS": "2",
        "photos-0-image-library": "editor/a.png",
        "photos-0-position": "0",
        "photos-1-image-library": "editor/line.png",
        "photos-1-position": "1",
        "files-TOTAL_FORMS": "1",
        "files-0-title": "宗地图",
        "files-0-document-library": "/media/editor/b.pdf",
        "files-0-position": "0",
    }
    reply = admin_pages.press(client, page_of(listing), **rows)
    assert reply.status_code == 302
    assert list(listing.photos.in_order().values_list("image", "alt", "is_decorative")) == [
        ("editor/a.png", "厂房", False),
        ("editor/line.png", "", True),
    ]
    assert list(listing.files.values_list("document", flat=True)) == ["editor/b.pdf"]
