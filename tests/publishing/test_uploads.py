import io
import re
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from publishing.models import Asset
from publishing.uploads import MAX_REQUEST_BYTES, MAX_WEBP_PIXELS
from publishing.views import MAX_BYTES_AN_HOUR

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def picture(kind="JPEG", mode="RGB", size=(60, 40), **options):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def exif_with_position():
    exif = Image.Exif()
    exif[0x0110] = "CANARY-CAMERA"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (36.0, 24.0, 0.0)
    return exif


def animation(kind):
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb(width, height):
    """A small PNG that promises many pixels."""

    def chunk(name, data):
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def webp_bomb(width, height):
    """A few bytes of lossless WebP that promise many pixels."""
    promise = (width - 1) | (height - 1) << 14
    data = b"\x2f" + promise.to_bytes(4, "little") + bytes(9)
    chunk = b"WEBP" + b"VP8L" + len(data).to_bytes(4, "little") + data
    return b"RIFF" + len(chunk).to_bytes(4, "little") + chunk


def send(client, data, name="a.jpg", content_type="image/jpeg", **environ):
    file = SimpleUploadedFile(name, data, content_type)
    return client.post(reverse("editor_upload"), {"upload": file}, **environ)


def stored(media):
    return sorted(path for path in Path(media).rglob("*") if path.is_file())


def test_editor_upload_stores_a_picture_under_our_name_and_records_it(client, editor, site, media):
    reply = send(client, picture(), "../../etc/照片.jpg")
    assert reply.status_code == 201
    asset = Asset.objects.get()
    assert reply.json() == {
        "uploaded": 1,
        "fileName": asset.file.name.rpartition("/")[2],
        "url": f"/media/{asset.file.name}",
    }
    assert re.fullmatch(r"editor/\d{4}/\d{2}/[0-9a-f]{32}\.jpg", asset.file.name)
    assert (asset.region, asset.uploaded_by, asset.kind) == (site.region, editor, "image")
    assert asset.size_bytes == stored(media)[0].stat().st_size
    assert len(asset.sha256) == 64


REFUSED = {
    "html": HTML,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "gif-script": b"GIF89a/*" + HTML + b"*/=1;",
    "gif": picture("GIF", "P"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "php": b"<?php system($_GET['c']); ?>",
    "htaccess": b"AddType application/x-httpd-php .jpg",
    "empty": b"\0",
    "png-header-html": b"\x89PNG\r\n\x1a\n" + HTML,
    "truncated-jpeg": picture(size=(900, 900), quality=95)[:900],
    "truncated-png": picture("PNG", size=(400, 400))[:120],
    "bomb-42-megapixels": bomb(7000, 6001),
    "bomb-900-megapixels": bomb(30000, 30000),
    "bomb-zero": bomb(0, 0),
    "zip": b"PK\x03\x04" + bytes(60),
    "exe": b"MZ" + bytes(60),
    "pdf-without-end": b"%PDF-1.7\n" + HTML,
    "pdf-javascript": PDF.replace(
        b"<</Type", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type"
    ),
    "pdf-hex-javascript": PDF.replace(b"<</Type", b"<</S/J#61va#53cript/Type"),
    "pdf-launch": PDF.replace(b"<</Type", b"<</S/Launch/F(cmd.exe)/Type"),
    "pdf-scripted-form": PDF.replace(b"<</Type", b"<</AcroForm<</XFA 2 0 R>>/Type"),
    "pdf-packed-javascript": PDF.replace(
        b"trailer", b"stream\r\n" + zlib.compress(b"<</S/JavaScript>>") + b"\nendstream trailer"
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_editor_upload_refuses_by_content_with_a_chinese_sentence(client, editor, media, name):
    reply = send(client, REFUSED[name], "harmless.jpg")
    assert reply.status_code == 400
    body = reply.json()
    assert body["uploaded"] == 0
    assert re.search("[\u4e00-\u9fff]{4}", body["error"]["message"])
    assert stored(media) == []
    assert Asset.objects.count() == 0


def test_webp_has_a_lower_limit_for_its_decoder_holds_five_copies(client, editor):
    width, height = 4000, MAX_WEBP_PIXELS // 4000 + 1
    assert send(client, picture("PNG", "1", (width, height))).status_code == 201
    reply = send(client, webp_bomb(width, height))
    assert (reply.status_code, reply.json()["error"]["message"][:4]) == (400, "WebP")


ACCEPTED = {
    "jpeg": (picture(), "JPEG", "RGB"),
    "png": (picture("PNG"), "PNG", "RGB"),
    "png-alpha": (picture("PNG", "RGBA"), "PNG", "RGBA"),
    "png-palette": (picture("PNG", "P"), "PNG", "RGB"),
    "png-16-bit": (picture("PNG", "I;16"), "PNG", "RGB"),
    "png-one-bit": (picture("PNG", "1"), "PNG", "RGB"),
    "jpeg-cmyk": (picture("JPEG", "CMYK"), "JPEG", "RGB"),
    "jpeg-grey": (picture("JPEG", "L"), "JPEG", "RGB"),
    "webp": (picture("WEBP"), "WEBP", "RGB"),
    "webp-animated": (animation("WEBP"), "WEBP", "RGB"),
    "png-animated": (animation("PNG"), "PNG", "RGB"),
    "mpo": (animation("MPO"), "JPEG", "RGB"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_editor_upload_reencodes_every_kind_of_picture(client, editor, media, name):
    data, kind, mode = ACCEPTED[name]
    assert send(client, data, "x.html").status_code == 201
    with Image.open(stored(media)[0]) as image:
        assert (image.format, image.mode) == (kind, mode)
        assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_editor_upload_drops_metadata_and_anything_appended(client, editor, media, kind):
    data = picture(kind, size=(60, 40), exif=exif_with_position())
    assert b"CANARY" in data
    send(client, data + b"PK\x03\x04" + HTML)
    clean = stored(media)[0].read_bytes()
    assert [word for word in (b"CANARY", b"<script", b"PK\x03\x04") if word in clean] == []
    with Image.open(io.BytesIO(clean)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (40, 60)  # turned as the camera was held


def test_editor_upload_keeps_the_first_frame_and_shrinks(client, editor, media):
    send(client, animation("WEBP"))
    with Image.open(stored(media)[0]) as image:
        red, _, blue = image.convert("RGB").getpixel((5, 5))
    assert (red > 200, blue < 60) == (True, True)
    send(client, picture(size=(5000, 1000)))
    sizes = []
    for path in stored(media):
        with Image.open(path) as image:
            sizes.append(image.size)
    assert sorted(sizes) == [(30, 30), (2400, 480)]


@pytest.mark.parametrize("name", ["长" * 300 + ".pdf", "关于.PDF", "a\u202efdp.exe", "con.html"])
def test_editor_upload_keeps_a_pdf_whatever_its_name(client, editor, media, name):
    reply = send(client, PDF, name, "text/html")
    assert reply.status_code == 201
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", reply.json()["fileName"])
    assert [path.read_bytes() for path in stored(media)] == [PDF]


def test_editor_upload_refuses_large_files(client, editor, media):
    assert send(client, PDF + bytes(11 * 1024 * 1024)).status_code == 400
    assert stored(media) == []


def test_editor_upload_refuses_a_request_by_its_declared_length(client, editor, media):
    reply = send(client, PDF * 50, CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    assert reply.status_code in {400, 413}
    assert stored(media) == []


def test_editor_upload_is_throttled_by_bytes_an_hour(client, editor):
    assert send(client, picture()).status_code == 201
    Asset.objects.update(size_bytes=MAX_BYTES_AN_HOUR + 1)
    reply = send(client, picture())
    assert (reply.status_code, Asset.objects.count()) == (429, 1)


@pytest.mark.parametrize("role", ["officer", "auditor", None])
def test_editor_upload_is_for_editors(client, staff, site, media, role):
    if role:
        client.force_login(staff(role, site.region))
    assert send(client, picture()).status_code == 403
    assert stored(media) == []


def test_editor_upload_wants_post_a_file_and_a_token(client, editor):
    address = reverse("editor_upload")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert [
        client.get(address).status_code,
        client.post(address).status_code,
        send(strict, picture()).status_code,
    ] == [405, 400, 403]


def test_media_file_serves_pictures_inline_and_the_rest_as_attachments(client, media):
    for name, data in {
        "a.jpg": picture(),
        "b.pdf": PDF,
        "c.html": HTML,
        "d.svg": b"<svg/>",
    }.items():
        Path(media).mkdir(exist_ok=True)
        (Path(media) / name).write_bytes(data)
    replies = {name: client.get(f"/media/{name}") for name in ("a.jpg", "b.pdf", "c.html", "d.svg")}
    assert {
        name: (reply["Content-Type"], reply["Content-Disposition"])
        for name, reply in replies.items()
    } == {
        "a.jpg": ("image/jpeg", "inline"),
        "b.pdf": ("application/octet-stream", "attachment"),
        "c.html": ("application/octet-stream", "attachment"),
        "d.svg": ("application/octet-stream", "attachment"),
    }
    for reply in replies.values():
        b"".join(reply.streaming_content)
        assert reply["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in reply["Content-Security-Policy"]
        assert "default-src 'none'" in reply["Content-Security-Policy"]
        assert not reply.cookies


@pytest.mark.parametrize(
    "path",
    [
        *("../secret", "..%2fsecret", "%2e%2e/secret", "a/../../secret"),
        *("%00", "a%00.jpg", "x" * 300, "x/" * 3000, ""),
    ],
)
def test_media_file_never_leaves_its_folder(client, media, path):
    Path(media).mkdir()
    (Path(media).parent / "secret").write_text("CANARY")
    reply = client.get(f"/media/{path}")
    assert reply.status_code in {400, 404}
    assert b"CANARY" not in reply.content


def test_asset_delete_removes_the_file(client, editor, media, django_capture_on_commit_callbacks):
    send(client, picture())
    with django_capture_on_commit_callbacks(execute=True):
        Asset.objects.get().delete()
    assert stored(media) == []
