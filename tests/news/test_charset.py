import pytest

from news.legacy.charset import Unreadable, decode

SIMPLIFIED = "云岭县上月新开工仓储项目四个，用水用电手续都已办结。"
TRADITIONAL = "雲嶺縣上月新開工倉儲項目四個，用水用電手續都已辦結。"
BOTH = [("gb18030", SIMPLIFIED), ("gb18030", TRADITIONAL), ("big5", TRADITIONAL)]


def page(text, declared=""):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    return f"<html><head>{meta if declared else ''}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("encoding", "text"), BOTH)
@pytest.mark.parametrize(
    "declared", ["", "iso-8859-1", "utf-8", "gb2312", "gbk", "big5", "x-unknown"]
)
def test_decode_reads_whatever_is_declared(encoding, text, declared):
    assert decode(page(text, declared).encode(encoding)).text == page(text, declared)


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("declared", ["", "gb2312", "big5"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_decode_recognises_unicode(encoding, text, declared):
    assert decode(page(text, declared).encode(encoding)).text == page(text, declared)


def test_decode_says_that_the_declaration_is_wrong():
    decoded = decode(page(TRADITIONAL, "gb2312").encode("big5"))
    assert (decoded.encoding, decoded.doubt) == (
        "Big5",
        "网页自称是 GB18030，内容是 Big5，请核对有没有错字。",
    )
    assert decode(page(TRADITIONAL, "big5").encode("big5")).doubt == ""
    assert decode(page(SIMPLIFIED, "gb2312").encode("gbk")).doubt == ""


def test_decode_believes_what_stands_outside_the_page():
    assert decode(TRADITIONAL.encode("big5"), declared="big5").text == TRADITIONAL


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1)])
def test_decode_doubts_a_page_cut_within_a_character(encoding, cut):
    decoded = decode((SIMPLIFIED * 3).encode(encoding)[:-cut])
    assert decoded.doubt == "文件里有残缺的字，读不出来的用 � 代替。"
    assert decoded.text.startswith(SIMPLIFIED)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xff\xff\x80",
        bytes(range(256)),
        b"PK\x03\x04\x14\x00\x08",
    ],
    ids=["picture", "no encoding", "all bytes", "archive"],
)
def test_decode_refuses_what_is_no_text(data):
    with pytest.raises(Unreadable, match="认不出文字编码"):
        decode(data)


@pytest.mark.parametrize("data", [b"~{<:Ky2;~}", "中文".encode("iso2022_jp_2")])
def test_decode_names_encodings_of_seven_bits(data):
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert "编码" in str(caught.value)
