import io
import re
import time
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from parks.models import ListingFile
from publishing.actions import MAX_BYTES_AN_HOUR
from publishing.file_names import shown_name
from publishing.models import Asset
from publishing.uploads import (
    MAX_REQUEST_BYTES,
    MAX_WEBP_PIXELS,
    DocumentFormField,
    PictureFormField,
    clean_document,
)
from tests import factories

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


def with_stream(packed, dictionary=b""):
    """A PDF with one more object that holds a stream."""
    inner = b"9 0 obj<<%s>>stream\r\n%s\nendstream endobj trailer" % (dictionary, packed)
    return PDF.replace(b"trailer", inner, 1)


FAR = bytes(range(256)) * 4096  # 1 MB in front of what matters
SCRIPT = b"<</S/JavaScript>>"
REFUSED |= {
    "pdf-far-within-a-stream": with_stream(zlib.compress(FAR + SCRIPT + FAR)),
    "pdf-hex-within-a-stream": with_stream(zlib.compress(b"<</S/#4A#61vaScript>>")),
    "pdf-broken-behind-it": with_stream(zlib.compress(SCRIPT + bytes(range(99)))[:-60]),
    "pdf-packed-otherwise": with_stream(b"3c3c>", b"/Type/ObjStm/Filter/ASCIIHexDecode"),
    "pdf-with-a-predictor": with_stream(
        zlib.compress(b"x"), b"/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>"
    ),
    "pdf-bomb": with_stream(zlib.compress(bytes(300 * 1024 * 1024))),
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


def test_pdf_is_looked_through_whole_and_in_little_time(client, editor, media):
    harmless = with_stream(zlib.compress(FAR * 64), b"/Type/ObjStm/Filter/FlateDecode")
    started = time.process_time()
    assert send(client, harmless, "a.pdf").status_code == 201
    assert send(client, REFUSED["pdf-bomb"], "b.pdf").status_code == 400
    assert time.process_time() - started < 5


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
        factories.ArticleFactory(body=f'<p><a href="/media/{name}">{name}</a></p>')
    replies = {name: client.get(f"/media/{name}") for name in ("a.jpg", "b.pdf", "c.html", "d.svg")}
    assert {
        name: (reply["Content-Type"], reply["Content-Disposition"])
        for name, reply in replies.items()
    } == {
        "a.jpg": ("image/jpeg", "inline"),
        "b.pdf": ("application/pdf", "attachment; filename*=UTF-8''b.pdf"),
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


@pytest.mark.parametrize("name", ["webp-animated", "png-animated", "mpo", "webp", "jpeg"])
def test_editor_upload_says_that_an_animation_stands_still(client, editor, name):
    reply = send(client, ACCEPTED[name][0]).json()
    told = reply.get("error", {}).get("message", "")
    assert (reply["uploaded"], told[:12]) == (
        1,
        "这是动画，只保留了第一帧" if "animated" in name else "",
    )


SAMPLES = Path(__file__).parent / "samples"


def pixel_of(media, at):
    with Image.open(stored(media)[-1]) as image:
        assert "icc_profile" not in image.info
        return image.convert("RGB").getpixel(at)


@pytest.mark.parametrize("name", ["display_p3.jpg", "display_p3.png"])
def test_colours_of_a_wide_profile_become_those_of_screens(client, editor, media, name):
    assert send(client, (SAMPLES / name).read_bytes()).status_code == 201
    colours = zip(pixel_of(media, (500, 200)), (214, 116, 40), strict=True)
    assert [abs(got - right) <= 3 for got, right in colours] == [True] * 3


def profiled(mode, colour, profile, kind="PNG"):
    out = io.BytesIO()
    Image.new(mode, (60, 40), colour).save(out, kind, icc_profile=profile)
    return out.getvalue()


with Image.open(SAMPLES / "display_p3.png") as wide:
    P3 = wide.info["icc_profile"]
PROFILED = {
    "see-through": (profiled("RGBA", (200, 120, 60, 128), P3), (214, 116, 40)),
    "palette": (profiled("P", 1, P3), None),
    "grey under a profile of three colours": (profiled("L", 120, P3), (120, 120, 120)),
    "profile that is none": (profiled("RGB", (200, 120, 60), b"no profile"), (200, 120, 60)),
    "profile cut short": (profiled("RGB", (200, 120, 60), P3[:200]), (200, 120, 60)),
    "printer's colours under a profile of three": (
        profiled("CMYK", (0, 0, 0, 0), P3, "JPEG"),
        (255, 255, 255),
    ),
    "webp": (profiled("RGB", (200, 120, 60), P3, "WEBP"), (214, 116, 40)),
}


@pytest.mark.parametrize("name", PROFILED)
def test_profiles_are_used_where_they_fit_and_never_in_the_way(client, editor, media, name):
    data, right = PROFILED[name]
    assert send(client, data).status_code == 201
    got = pixel_of(media, (30, 20))
    assert right is None or max(abs(a - b) for a, b in zip(got, right, strict=True)) <= 3


def test_see_through_pictures_stay_so_under_a_profile(client, editor, media):
    send(client, PROFILED["see-through"][0])
    with Image.open(stored(media)[0]) as image:
        assert (image.mode, image.getpixel((30, 20))[3]) == ("RGBA", 128)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "notice.ofd",
            "这是 OFD 文件，不能直接上传。请用 OFD 阅读器或 WPS 打开",
        ),
        (
            "notice.doc",
            "这是 Word 文档（DOC），不能直接上传。请用 Word、Excel 或 WPS 打开",
        ),
        (
            "form.xls",
            "这是 Excel 表格（XLS），不能直接上传。请用 Word、Excel 或 WPS 打开",
        ),
        (
            "photo.heic",
            "这是 HEIC 照片（苹果等手机的格式），不能直接上传。请在手机“设置 → 相机",
        ),
    ],
)
def test_refusal_names_the_file_and_the_way_out(client, editor, name, words):
    reply = send(client, (SAMPLES / name).read_bytes(), name)
    assert (reply.status_code, reply.json()["error"]["message"][: len(words)]) == (400, words)


@pytest.mark.parametrize(
    ("field", "data", "message"),
    [
        (PictureFormField, PDF, "这是 PDF 文件，这里只收图片。"),
        (DocumentFormField, picture(), "这是 JPG 图片，这里只收 PDF。"),
        (DocumentFormField, picture("PNG"), "这是 PNG 图片，这里只收 PDF。"),
        (DocumentFormField, b"", "这是 空文件（0 字节），"),
        (DocumentFormField, b"plain words", "只能上传 PDF 文件，"),
        (PictureFormField, picture("BMP"), "这是 BMP 图片，"),
    ],
)
def test_fields_of_forms_say_what_belongs_elsewhere(field, data, message):
    with pytest.raises(ValidationError) as refused:
        field().clean(SimpleUploadedFile("照片.jpg", data))
    assert refused.value.messages[0][: len(message)] == message


LINEARISED_HEAD = b"%PDF-1.5\n1 0 obj<<>>endobj\nxref\nstartxref\n0\n%%EOF\n"
WITH_XREF = PDF.replace(b"%%EOF", b"startxref\n9\n%%EOF")
REPAIRED = {
    "mark of a text editor": (b"\xef\xbb\xbf" + PDF, PDF),
    "blank lines": (b"\r\n\r\n" + PDF, PDF),
    "head of a mail part": (b"Content-Type: application/pdf\r\n\r\n" + PDF, PDF),
    "filler": (bytes(1000) + PDF, PDF),
    "page behind": (WITH_XREF + b"<html>" + b"x" * 5000, WITH_XREF.rstrip() + b"\n"),
    "short rest behind": (PDF + b"--boundary--", PDF),
    "zeros behind": (PDF + bytes(5000), PDF + bytes(5000)),
    "two parts": (LINEARISED_HEAD + WITH_XREF, LINEARISED_HEAD + WITH_XREF),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_filler_around_a_pdf_is_cut_off(client, editor, media, name):
    sent, kept = REPAIRED[name]
    assert send(client, sent, "a.pdf").status_code == 201
    assert [path.read_bytes() for path in stored(media)] == [kept]


@pytest.mark.parametrize(
    "data",
    [
        LINEARISED_HEAD + b"2 0 obj" * 2000,
        PDF[:-7],
        PDF + b"x" * 5000,
        b"x" * 1024 + PDF,
    ],
)
def test_pdf_that_broke_off_is_refused(client, editor, media, data):
    assert send(client, data, "a.pdf").status_code == 400
    assert stored(media) == []


@pytest.mark.parametrize("data", [b"plain words", b"%FDF-1.2\n%%EOF", b"x" * 2000 + PDF])
def test_what_nobody_recognises_is_named_by_its_ending(client, editor, media, data):
    for name, words in (("a.PDF", "只能上传 PDF 文件，"), ("a.jpg", "这不是完好的 JPG、PNG")):
        reply = send(client, data, name)
        assert reply.status_code == 400
        assert reply.json()["error"]["message"][: len(words)] == words


@pytest.mark.parametrize("entry", [b"/Encrypt 5 0 R", b"/Encrypt  12 0 R/ID", b"/Encrypt<</V 4>>"])
def test_enciphered_pdf_cannot_be_checked_and_is_refused(client, editor, media, entry):
    reply = send(client, PDF.replace(b"/Root", entry + b"/Root"), "a.pdf")
    assert reply.status_code == 400
    assert reply.json()["error"]["message"][:10] == "这个 PDF 加了密"
    words = PDF.replace(b"/Root", b"/EncryptMetadata false/Root")
    assert send(client, words, "b.pdf").status_code == 201


def large(width, height, **options):
    out = io.BytesIO()
    Image.new("L", (width, height), 120).save(out, "JPEG", **options)
    return out.getvalue()


def test_photo_of_50_megapixels_is_taken_and_one_of_90_is_not(client, editor, media):
    assert send(client, large(8160, 6120)).status_code == 201
    with Image.open(stored(media)[0]) as image:
        assert image.size == (2400, 1800)
    for data in (large(8160, 6120, progressive=True), large(10000, 8500)):
        reply = send(client, data)
        assert (reply.status_code, reply.json()["error"]["message"][:7]) == (400, "图片像素太多（")


def test_pdf_is_served_as_one_under_its_own_name(client, editor, site):
    url = send(client, PDF, "../青溪县 供地\u202e公告.PDF").json()["url"]
    listing = factories.ListingFactory(region=site.region)
    document = clean_document(SimpleUploadedFile("x.pdf", (SAMPLES / "notice.pdf").read_bytes()))
    attached = ListingFile.objects.create(listing=listing, title="宗地图", document=document)
    replies = [client.get(url), client.get(attached.document.url)]
    assert [reply["Content-Disposition"] for reply in replies] == [
        "attachment; filename*=UTF-8''%E9%9D%92%E6%BA%AA%E5%8E%BF%20%E4%BE%9B%E5%9C%B0"
        "%E5%85%AC%E5%91%8A.pdf",
        "attachment; filename*=UTF-8''%E5%AE%97%E5%9C%B0%E5%9B%BE.pdf",
    ]
    for reply in replies:
        b"".join(reply.streaming_content)
        assert (reply["Content-Type"], reply["X-Content-Type-Options"]) == (
            "application/pdf",
            "nosniff",
        )
        assert "sandbox" in reply["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("公告.pdf", "公告.pdf"),
        ("公告.PDF", "公告.pdf"),
        ("C:\\Users\\x\\公告.pdf", "公告.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ('a"b\r\n;c.pdf', "a b;c.pdf"),
        (".pdf", "文件.pdf"),
        ("", "文件.pdf"),
        ("长" * 300, "长" * 100 + ".pdf"),
    ],
)
def test_shown_name_has_no_folder_and_nothing_unseen(name, shown):
    assert shown_name(name) == shown
