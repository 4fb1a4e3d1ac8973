import pytest

from news.legacy.misreadings import exactly, know_codecs, restore_encoding

TEXT = "云岭县上月新开工仓储项目四个，用水、用电手续都已办结，企业说进度比去年快。"
TRADITIONAL = "雲嶺縣上月新開工倉儲項目四個，手續都已辦結。"
PAIRS = {
    "UTF-8 as Windows-1252": (TEXT, "utf-8", "sloppy-windows-1252"),
    "UTF-8 as Latin-1": (TEXT, "utf-8", "latin-1"),
    "GB18030 as Windows-1252": (TEXT, "gb18030", "sloppy-windows-1252"),
    "GB18030 as Latin-1": (TEXT, "gb18030", "latin-1"),
    "UTF-8 as GB18030": ("云岭招商引资项目清单", "utf-8", "gb18030"),
    "GBK as Korean": ("云岭县仓储项目四个，手续都已办结。", "gbk", "euc_kr"),
    "Big5 as GBK": (TRADITIONAL, "big5", "gb18030"),
    "Big5 as Windows-1252": (TRADITIONAL, "big5", "sloppy-windows-1252"),
    "twice": ("云岭县新开工仓储项目四个", "utf-8", "latin-1"),
}
HONEST = (
    "こんにちは、木村です。どうぞよろしく。", "Москва является столицей России", "ヘぺゾど",
    "Übergröße für Müller & Söhne à Zürich", "地?cái)?shù)量", "ГчвзУ", "óěóāòc", "┹┳╈┌",
    "登记证号×××·····，温度±2℃", TEXT, TRADITIONAL, "茌平、莘县、枞阳、歙县、盱眙",
)  # fmt: skip


def misread(text, meant, taken_for):
    know_codecs()
    return text.encode(meant).decode(taken_for)


@pytest.mark.parametrize(("text", "meant", "taken_for"), PAIRS.values(), ids=PAIRS)
def test_what_kept_every_byte_is_restored(text, meant, taken_for):
    once = misread(text, meant, taken_for)
    line = misread(once, meant, taken_for) if text == PAIRS["twice"][0] else once
    found = restore_encoding([TEXT, line])
    assert (found.lines, found.doubts) == ([TEXT, text], [])


def test_a_stretch_within_a_line_is_restored():
    line = f"会上发布了{misread('仓储项目清单', 'gbk', 'cp1252')}，共四页。"
    assert restore_encoding([line]).lines == ["会上发布了仓储项目清单，共四页。"]


def test_a_short_line_is_read_as_the_others_of_its_page():
    lines = [misread(text, "big5", "gb18030") for text in (TRADITIONAL, "逾期不辦", "要說")]
    assert restore_encoding(lines).lines == [TRADITIONAL, "逾期不辦", "要說"]


@pytest.mark.parametrize("cut", range(1, 6))
def test_what_lost_a_byte_stays_as_it_is(cut):
    line = TEXT.encode()[:-cut].decode("gb18030", "replace")
    assert restore_encoding([line]).lines == [line]


@pytest.mark.parametrize("line", HONEST)
def test_honest_lines_stay_as_they_are(line):
    assert restore_encoding([line]).lines == [line]


def test_programs_that_disagree_are_a_doubt():
    text = "区里开会研究用地、用电情况，要求各部门按月公布进度。"
    found = restore_encoding([misread(text, "gbk", "cp950")])
    assert found.lines == [text]
    assert [doubt[:16] for doubt in found.doubts] == ["有的字按两种编码读出来不同，取了"]


def test_exactly_wants_the_same_bytes_and_the_same_line():
    assert exactly("ÔÆÁë", "cp1252", "gb18030") == "云岭"
    assert (exactly("ÔÆÁ", "cp1252", "gb18030"), exactly("云岭", "cp1252", "utf-8")) == ("", "")
