"""图片与附件: what comes in, what is found, where it is used, what may go."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.asset_rounds import list_new_files
from publishing.models import Asset
from tests import factories
from tests.publishing.test_uploads import PDF, picture
from tests.world import picture as drawn

pytestmark = pytest.mark.django_db
LIST = reverse("admin:publishing_asset_changelist")
ADD = reverse("admin:publishing_asset_add")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def asset_in(region, name="editor/a.png", **values):
    default_storage.save(name, ContentFile(b"bytes"))
    told = {"kind": "image", "sha256": "0" * 64, "size_bytes": 5, "alt": "厂房"}
    asset = Asset.objects.create(region=region, file=name, **(told | values))
    asset.note_handed_out(timezone.now() - datetime.timedelta(days=9))
    return asset


def page_of(asset, action="change"):
    return reverse(f"admin:publishing_asset_{action}", args=[asset.pk])


def shown_in(site, asset, **state):
    column = factories.ColumnFactory(site=site)
    body = f'<p><img alt="厂房" src="{asset.file.url}"></p>'
    return factories.ArticleFactory(column=column, body=body, **state)


def names_in(page):
    return [row.file.name for row in page.context["cl"].result_list]


def test_a_picture_comes_in_once_with_its_name_and_what_it_shows(client, editor, site):
    def send(data, name="开工现场.jpg", **told):
        return client.post(
            ADD, {"upload": SimpleUploadedFile(name, data), "focus": "centre", **told}
        )

    untold = send(picture())
    assert (untold.status_code, Asset.objects.count()) == (200, 0)
    assert "请写图片说明" in untold.text
    assert send(picture(), alt="开工现场").status_code == 302
    asset = Asset.objects.get()
    told = (asset.file_name, asset.alt, asset.width, asset.height, asset.region, asset.uploaded_by)
    assert told == ("开工现场", "开工现场", 60, 40, site.region, editor)
    again = send(picture(), "另存.jpg", alt="现场")
    assert "库里已经有这个文件：开工现场" in again.text
    assert "没有图片说明" in send(PDF, "批复.pdf", alt="批复").text
    assert send(PDF, "批复.pdf").status_code == 302
    assert send(b"<html>", "a.jpg", alt="x").status_code == 200
    assert set(Asset.objects.values_list("file_name", "kind")) == {
        ("开工现场", "image"),
        ("批复.pdf", "pdf"),
    }


def test_the_editor_stores_the_same_picture_once(client, editor):
    upload = reverse("editor_upload")
    sent = [client.post(upload, {"upload": SimpleUploadedFile("a.jpg", picture())}) for _ in "ab"]
    assert sent[0].json()["url"] == sent[1].json()["url"]
    assert Asset.objects.count() == 1


def test_the_list_finds_by_name_and_tells_orphans(client, editor, site, other_site):
    used = asset_in(site.region, "editor/used.png", file_name="湖")
    shown_in(site, used)
    waiting = asset_in(site.region, "editor/draft.png", alt="", file_name="山")
    shown_in(site, waiting, status="draft")
    asset_in(site.region, "editor/orphan.png", alt="湖边")
    asset_in(other_site.region, "editor/theirs.png", alt="湖")
    found = {query: sorted(names_in(client.get(f"{LIST}?{query}"))) for query in ("q=湖", "q=山")}
    assert found == {
        "q=湖": ["editor/orphan.png", "editor/used.png"],
        "q=山": ["editor/draft.png"],
    }
    assert names_in(client.get(f"{LIST}?look=unused")) == ["editor/orphan.png"]
    assert names_in(client.get(f"{LIST}?look=untold")) == ["editor/draft.png"]
    counts = {row.file.name: row.use_count for row in client.get(LIST).context["cl"].result_list}
    assert counts == {"editor/used.png": 1, "editor/draft.png": 1, "editor/orphan.png": 0}


def test_the_list_asks_as_often_for_one_row_as_for_three(
    client, editor, site, django_assert_num_queries
):
    client.get(LIST)  # the badges of the rail
    for number in range(3):
        shown_in(site, asset_in(site.region, f"editor/{number}.png"))
        if number != 1:
            with django_assert_num_queries(11):
                client.get(LIST)


def test_a_page_names_what_shows_the_file_and_it_cannot_be_deleted(
    client, staff, site, other_site, django_capture_on_commit_callbacks
):
    client.force_login(staff("manager", site.region))
    asset = asset_in(site.region, "editor/a.png")
    article = shown_in(site, asset)
    shown_in(other_site, asset, title="别处的文章")
    factories.ParkFactory(region=site.region, name="东区", cover=asset.file.name)
    page = client.get(page_of(asset)).text
    assert reverse("admin:news_article_change", args=[article.pk]) in page
    assert "东区" in page
    assert "另有 1 处您无权查看" in page
    assert "别处的文章" not in page
    asked = client.post(page_of(asset, "delete"), {"post": "yes", "reason": "旧"})
    assert "用在" in asked.text
    assert Asset.objects.filter(pk=asset.pk).exists()
    orphan = asset_in(site.region, "editor/b.png")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_of(orphan, "delete"), {"post": "yes", "reason": "旧"})
    assert not Asset.objects.filter(pk=orphan.pk).exists()
    assert not default_storage.exists("editor/b.png")


def test_what_somebody_may_be_writing_about_is_no_orphan(client, editor, staff, site):
    """A picture that was brought, or handed out again, for a text that is not stored yet."""
    url = reverse("editor_upload")
    sent = [client.post(url, {"upload": SimpleUploadedFile("a.png", picture())}) for _ in "ab"]
    assert sent[0].json()["url"] == sent[1].json()["url"]
    asset = Asset.objects.get()
    manager = staff("manager", site.region)
    client.force_login(manager)
    assert names_in(client.get(f"{LIST}?look=unused")) == []
    page = client.post(page_of(asset, "delete"), {"post": "yes", "reason": "旧"}).text
    assert "可能有人正在写" in page
    assert Asset.objects.exists()
    Asset.objects.update(uploaded_by=manager)
    client.post(page_of(asset, "delete"), {"post": "yes", "reason": "传错了"})
    assert not Asset.objects.exists()


def test_a_file_that_is_lost_can_be_brought_again(client, editor, site):
    def send(alt):
        told = {"focus": "centre", "alt": alt}
        return client.post(ADD, {"upload": SimpleUploadedFile("a.png", picture()), **told})

    send("厂房")
    assert send("车间").status_code == 200
    asset = Asset.objects.get()
    default_storage.delete(asset.file.name)
    assert send("车间外").status_code == 302
    assert default_storage.exists(Asset.objects.latest("pk").file.name)


def test_files_of_an_installation_in_use_come_into_the_library(site, capsys):
    listing = factories.ListingFactory(region=site.region)
    image = default_storage.save("listings/a.png", drawn(320, 200))
    listing.photos.create(image=image, alt="厂房")
    listing.files.create(
        document=default_storage.save("listings/a.pdf", ContentFile(PDF)), title="图"
    )
    factories.ParkFactory(region=site.region, cover="parks/gone.png", cover_alt="园区")
    before = asset_in(site.region, "editor/old.png")
    before.file.storage.delete(before.file.name)
    before.file.storage.save(before.file.name, drawn(64, 48))
    call_command("list_files")
    assert "登记了 2 个文件，补记了 1 张" in capsys.readouterr().out
    told = Asset.objects.values_list("file", "region", "alt", "file_name", "width")
    assert set(told) == {
        ("listings/a.png", site.region_id, "厂房", "", 320),
        ("listings/a.pdf", site.region_id, "", "图.pdf", None),
        ("editor/old.png", site.region_id, "厂房", "", 64),
    }
    assert list(list_new_files()) == []


def test_a_new_file_takes_the_place_of_the_old_one_everywhere(
    client, staff, site, other_site, django_capture_on_commit_callbacks
):
    client.force_login(staff("editor", site.region))
    file = SimpleUploadedFile("a.png", picture("PNG"))
    client.post(ADD, {"upload": file, "alt": "旧图", "focus": "centre"})
    asset = Asset.objects.get()
    shown_in(site, asset)
    asset.make_renditions()

    def replace(data):
        told = {"alt": "新图", "focus": "centre", "replacement": SimpleUploadedFile("b.jpg", data)}
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(page_of(asset), told)
        asset.refresh_from_db()
        return page

    assert "replacement" not in client.get(page_of(asset)).text
    replace(picture(size=(200, 100)))  # an editor's is no field of the form
    assert (asset.width, asset.alt) == (60, "新图")
    client.force_login(staff("reviewer", site.region))
    assert "这里只收图片" in replace(PDF).text
    assert replace(picture(size=(200, 100))).status_code == 302
    assert (asset.width, asset.height, asset.renditions_at) == (200, 100, None)
    reply = client.get(asset.file.url)
    assert b"".join(reply.streaming_content)[:4] == b"\x89PNG"
    assert not default_storage.exists(f"{asset.file.name}.w480.webp")
    shown_in(other_site, asset)
    assert "别的地区也用着" in replace(picture(size=(90, 90))).text
    assert asset.width == 200
