"""Bombs are refused from their header: quickly, and without memory."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from exchange import upload_checks
from exchange.readers import rows_of
from publishing.uploads import MAX_REQUEST_BYTES
from tests.exchange.measured_reading import measured
from tests.exchange.sample_files import MB, bombs, with_parts, zipped

BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_in_a_second_without_memory(name, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(BOMBS[name])
    answer, seconds, grown = measured(path)
    assert isinstance(answer, str)
    assert "。" in answer
    assert seconds <= 1
    assert grown <= 50


@pytest.mark.parametrize("name", BOMBS)
def test_most_bombs_do_not_even_reach_the_parser(name):
    with pytest.raises(upload_checks.RefusedFile):
        upload_checks.file_kind(io.BytesIO(BOMBS[name]))


def test_proxy_lets_through_what_the_form_promises():
    config = Path(settings.BASE_DIR, "deploy", "nginx.conf").read_text()
    address = reverse("admin:parks_listing_import")
    limit = re.search(
        rf"location = {re.escape(address)} \{{[^}}]*client_max_body_size (\d+)m;", config
    )
    assert limit is not None
    assert upload_checks.MAX_FILE < int(limit[1]) * upload_checks.MB <= MAX_REQUEST_BYTES


def big(text, size):
    return text * (size // len(text))


UNREAD = {
    "fat styles": {
        "xl__styles.xml": b"<styleSheet><cellXfs>"
        + big(b'<xf numFmtId="0" fontId="3" fillId="2"/>', 6 * MB)
        + b"</cellXfs></styleSheet>"
    },
    "blank picture": {"xl__media__image1.emf": bytes(3 * MB)},
    "many pictures": {f"xl__media__image{n}.bmp": bytes(9 * MB) for n in range(8)},
    "empty drawing": {"xl__drawings__drawing1.xml": big(b"<a/>", 2 * MB)},
    "printer": {"xl__printerSettings__printerSettings1.bin": bytes(MB)},
    "theme": {"xl__theme__theme1.xml": big(b"<a:clr/>", MB)},
    "comments": {"xl__comments1.xml": big(b"<comment/>", MB)},
}


@pytest.mark.parametrize("name", UNREAD)
def test_parts_that_nobody_unpacks_are_no_bomb(name):
    file = io.BytesIO(with_parts(**UNREAD[name]))
    assert len(list(rows_of(file))) == 2


def test_part_that_is_no_sheet_is_not_read_as_one():
    """What was let through unread must not come in as a sheet."""
    links = b'<Relationships><Relationship Id="rId1" Target="media/image1.emf"/></Relationships>'
    parts = {"xl__media__image1.emf": b"<a/>" * MB, "xl___rels__workbook.xml.rels": links}
    with pytest.raises(upload_checks.RefusedFile):
        list(rows_of(io.BytesIO(with_parts(**parts))))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "Workbook".encode("utf-16-le"), "旧版 Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "WordDocument".encode("utf-16-le"), "Word"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 90, "旧版 Excel"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "单个文件网页"),
        (b'<?xml version="1.0"?><rows><row/></rows>', "不是 Excel 的 XML"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"{\\rtf1\\ansi}", "Word"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "Word"),
        (zipped({"OFD.xml": ""}), "OFD"),
        ("编号,标题\n\0\0".encode(), "不是 UTF-8、UTF-16 或 GB18030"),
        (b"\0" * 400, "不是 UTF-8、UTF-16 或 GB18030"),
    ],
)
def test_other_files_are_called_by_their_name_with_the_cure(data, word):
    with pytest.raises(upload_checks.RefusedFile, match=f"{word}.*。"):
        upload_checks.file_kind(io.BytesIO(data))
