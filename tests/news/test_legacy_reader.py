import hashlib
import os
from pathlib import Path

import pytest

from news.legacy.reader import MAX_BYTES, MOST_LINES, Unreadable, html_text, lines_of, read
from tests.timing import NOISE_SECONDS, seconds

DOCUMENTS = Path(__file__).parent / "documents"


def test_read_gives_lines_without_indent_and_the_hash():
    path = DOCUMENTS / "rewritten.txt"
    page = read(path)
    assert page.file_name == "rewritten.txt"
    assert page.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [line[:4] for line in page.lines] == ["云嶺縣招", "參會(h"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_read_recognises_the_encoding(tmp_path, encoding):
    path = tmp_path / "page.txt"
    path.write_bytes("　　园区通水。\r\n\r\n二期开工。".encode(encoding))
    assert read(path).lines == ["园区通水。", "二期开工。"]


def test_read_recognises_html_by_content(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("<!DOCTYPE html><html><body><p>园区</p><p>通水</p></body></html>")
    assert read(path).lines == ["园区", "通水"]


def test_html_text_keeps_blocks_apart_and_drops_scripts():
    html = "<div>甲<p>乙\n丙</p>丁<br>戊<b>己</b></div><script>坏</script><ul><li>庚<li>辛</ul>"
    assert lines_of(html_text(html)) == ["甲", "乙丙", "丁", "戊己", "庚", "辛"]


def test_html_text_survives_broken_markup():
    html = "</script>甲<title>不要<p>不要</title><p>乙<b>丙</p>丁&amp;&lt;b&gt;<select><option>不要"
    assert lines_of(html_text(html)) == ["甲", "乙丙", "丁&<b>"]


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b><p>字", "<table><tr><td>", "<!--", "<p ", "&amp;", "<svg><title>", "字\n"],
)
def test_html_text_takes_linear_time(piece):
    def read_page(text):
        return lines_of(html_text(text))

    text = piece * (400_000 // len(piece))
    # Doubled input, doubled time; quadratic time would show 4.
    assert seconds(read_page, text * 2) < 3.5 * seconds(read_page, text) + NOISE_SECONDS


def test_lines_lose_invisible_characters():
    assert lines_of("\ufeff甲\u200b乙\u202e\u00a0 丙\x85丁") == ["甲乙 丙 丁"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件里没有文字。"),
        (b" \n\xe3\x80\x80\n", "文件里没有文字。"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "认不出文字编码（应为 UTF-8、GB18030、Big5 或 UTF-16），或者不是文字文件。",
        ),
        (
            b"\xff\xff\xff\x80",
            "认不出文字编码（应为 UTF-8、GB18030、Big5 或 UTF-16），或者不是文字文件。",
        ),
        (b"a" * (MAX_BYTES + 1), "文件超过 5 MB，不像一篇文章。"),
        (b"a\n" * (MOST_LINES + 1), "这一页超过一万行，不像一篇文章。"),
    ],
    ids=["empty", "blank", "binary", "no encoding", "too large", "too long"],
)
def test_read_says_what_it_cannot_read(tmp_path, content, reason):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert str(caught.value) == reason


def test_read_takes_only_regular_files(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reasons = []
    for path in (tmp_path, pipe, tmp_path / "missing", Path("nul\0name")):
        with pytest.raises(Unreadable) as caught:
            read(path)
        reasons.append(str(caught.value))
    ordinary = "这不是普通文件，请逐个写出文件名。"
    missing = "没有这个文件。"
    assert reasons == [ordinary, ordinary, missing, missing]


def test_of_a_misread_page_only_its_words_are_kept_and_not_without_end(tmp_path):
    wrong = "云岭县上月新开工仓储项目四个，手续都已办结。".encode().decode("latin-1")
    page = tmp_path / "old.html"
    head = f'<html><body><script>{"x" * 30_000}</script><p class="a">2025</p>'
    page.write_text(f"{head}<p>{wrong}</p></body></html>")
    assert read(page).misread == [wrong]
    page.write_text(f"{head}{f'<p>{wrong}</p>' * 500}</body></html>")
    found = read(page)
    assert sum(map(len, found.misread)) == 20_000
    assert "只留下前 20,000 字" in found.doubts[-1]
