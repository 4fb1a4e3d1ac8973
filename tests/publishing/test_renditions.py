"""Smaller copies of pictures: what a browser gets, who may see them, what pages offer."""

import errno
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core import whole_files
from portal.asset_rounds import make_renditions
from publishing.models import Asset
from publishing.renditions import names_of, srcset
from publishing.shown_text import shown_text
from tests import factories

pytestmark = pytest.mark.django_db
NAME = "editor/a.jpg"
ALL = "image/avif,image/webp,image/*,*/*;q=0.8"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def two_halves(kind="JPEG", mode="RGB"):
    """Red and blue, with the grain of a photo: flat colours are smaller as WebP."""
    image = Image.new(mode, (1600, 400), "blue")
    image.paste("red", (0, 0, 800, 400))
    grain = Image.effect_noise(image.size, 60).convert(mode)
    image = Image.blend(image, grain, 0.3)
    out = io.BytesIO()
    image.save(out, kind)
    return ContentFile(out.getvalue())


@pytest.fixture
def asset(site):
    default_storage.save(NAME, two_halves())
    return Asset.objects.create(
        region=site.region, file=NAME, kind="image", sha256="0" * 64, size_bytes=1, alt="湖"
    )


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, cover=NAME, cover_alt="湖")


def copy_of(client, copy, accepted=ALL):
    """(type, size, colour in the middle)"""
    response = client.get(f"/media/{NAME}.{copy}", headers={"Accept": accepted})
    assert (response.status_code, response["Vary"]) == (200, "Accept")
    with Image.open(io.BytesIO(b"".join(response.streaming_content))) as image:
        red, _, blue = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        return response["Content-Type"], image.size, "red" if red > blue else "blue"


def test_a_browser_gets_the_smallest_copy_that_it_takes(client, asset, article):
    assert copy_of(client, "w480")[:2] == ("image/jpeg", (1600, 400))  # none is made yet
    asset.focus = Asset.Focus.BOTTOM_LEFT
    asset.save()
    asset.make_renditions()
    assert not Asset.objects.without_renditions().exists()
    assert copy_of(client, "w960")[:2] == ("image/avif", (960, 240))
    assert copy_of(client, "w480", "image/webp,*/*")[:2] == ("image/webp", (480, 120))
    assert copy_of(client, "w960", "*/*")[:2] == ("image/jpeg", (960, 240))
    assert copy_of(client, "c480")[1:] == ((480, 300), "red")
    asset.focus = Asset.Focus.RIGHT
    asset.save()
    asset.make_renditions()
    assert copy_of(client, "c480")[2] == "blue"


def test_a_copy_is_as_public_as_its_picture_and_goes_with_it(
    client, asset, article, django_capture_on_commit_callbacks
):
    asset.make_renditions()
    stored = [name for name in names_of(NAME) if default_storage.exists(name)]
    assert len(stored) > 10
    for name in stored:  # not by the name that it has in storage
        assert client.get(f"/media/{name}").status_code == 404
    article.withdraw()
    assert client.get(f"/media/{NAME}.w480").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        asset.delete()
    assert [name for name in stored if default_storage.exists(name)] == []


def test_one_that_can_be_seen_through_stays_so_and_a_broken_one_is_left(asset):
    default_storage.delete(NAME)
    default_storage.save(NAME, two_halves("PNG", "RGBA"))
    asset.make_renditions()
    kinds = {name.rpartition(".")[2] for name in names_of(NAME) if default_storage.exists(name)}
    assert kinds - {"avif"} == {"webp"}
    default_storage.delete(NAME)
    default_storage.save(NAME, ContentFile(b"no picture"))
    Asset.objects.update(renditions_at=None)
    asset.make_renditions()
    assert not Asset.objects.without_renditions().exists()


def test_what_the_storage_does_not_give_today_is_tried_again(asset):
    """A file that is lost keeps no other waiting, and is not marked as done."""
    lost = Asset.objects.create(file="editor/lost.jpg", kind="image", sha256="1" * 64, size_bytes=1)
    make_renditions(1)
    assert list(Asset.objects.without_renditions()) == [lost]
    assert default_storage.exists(f"{NAME}.w480.jpg")


def test_copies_made_for_another_point_are_not_the_last(asset):
    """Somebody moved the point while the copies were made; somebody else deleted the picture."""
    Asset.objects.update(focus=Asset.Focus.TOP)
    asset.make_renditions()
    assert Asset.objects.without_renditions().exists()
    Asset.objects.all().delete()
    asset.make_renditions()
    assert [name for name in names_of(NAME) if default_storage.exists(name)] == []


def test_a_full_disk_leaves_the_copy_as_it_was(asset):
    class Full(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError(errno.ENOSPC, "disk full")

    whole_files.replace(default_storage, NAME, ContentFile(b"whole"))
    with pytest.raises(OSError, match="disk full"):
        whole_files.replace(default_storage, NAME, Full(b"x"))
    with default_storage.open(NAME) as file:
        assert file.read() == b"whole"
    assert default_storage.listdir("editor")[1] == ["a.jpg"]


def test_pages_offer_copies_of_large_pictures_of_ours():
    large = shown_text('<p><img alt="湖" height="900" src="/media/editor/a.jpg" width="1200"></p>')
    assert (
        'srcset="/media/editor/a.jpg.w480 480w, /media/editor/a.jpg.w960 960w, '
        '/media/editor/a.jpg 1200w" sizes="(min-width: 60em) 46rem, 100vw">' in large.as_first
    )
    for small in ('src="/media/editor/a.jpg" width="480"', 'src="/static/a.png" width="900"'):
        assert "srcset" not in shown_text(f'<p><img alt="" {small}></p>').below
    assert srcset("/m/a.jpg", "c") == "/m/a.jpg.c480 480w, /m/a.jpg.c960 960w"
    assert srcset("/m/a.jpg", natural_width=2400).endswith("/m/a.jpg.w1600 1600w")
