import pytest

from news.legacy.damage import damage_notes, quoted
from tests.timing import NOISE_SECONDS, seconds

CLEAN = "云岭县上月新开工仓储项目四个，用水、用电手续都已办结，企业说进度比去年快。"


def misread(text, meant, taken_for):
    return text.encode(meant).decode(taken_for, "ignore")


# Kinds of damage, each in words of our own.
DAMAGED = {
    "lost character": "云岭县上月新开工仓\ufffd项目四个。",
    "what GBK makes of lost ones": "云岭县锟斤拷新开工仓储项目四个。",
    "memory filling": "集合地点为烫烫烫，时间另行通知。",
    "memory filling of another compiler": "集合地点为屯屯屯，时间另行通知。",
    "UTF-8 read as GBK": misread(CLEAN, "utf-8", "gb18030"),
    "UTF-8 read as Latin-1": misread(CLEAN, "utf-8", "latin-1"),
    "UTF-8 read as Windows-1252": misread(CLEAN, "utf-8", "cp1252"),
    "GBK read as Latin-1": misread(CLEAN, "gb18030", "latin-1"),
    "GBK read as Windows-1252": misread(CLEAN, "gb18030", "cp1252"),
    "GBK read as Big5": misread(CLEAN, "gb18030", "big5"),
    "GBK read as Shift JIS": misread(CLEAN, "gb18030", "shift_jis"),
    "GBK read as Korean": misread(CLEAN, "gb18030", "euc_kr"),
    "Big5 read as GBK": misread("雲嶺縣上月新開工倉儲項目四個，手續都已辦結。", "big5", "gb18030"),
    "one misread word": f"会上，{misread('项目推进会', 'utf-8', 'gb18030')}发布了清单。",
    "UTF-8 read as GBK and cut": misread(CLEAN, "utf-8", "gb18030")[3:11],
    "private characters": "占地\ue123\ue124亩，其余不变。",
    "radicals": "⾦属结构⼚房三座，⽔电齐全。",
    "radicals of the supplement": "⻋间靠近⻔口。",
    "full-width digits": "占地３２００亩。",
    "full-width letters": "编号ＧＭ一号。",
    "invisible within a word": "供\u200b水检修安排在周六。",
    "soft hyphen": "供水检\u00ad修安排在周六。",
    "control character": "供水\x8b检修安排在周六。",
    "entity": "投资额&gt;三千万元。",
    "entity twice escaped": "办理&amp;ldquo;一窗&amp;rdquo;业务。",
    "numeric entity": "云岭&#20225;&#19994;到访。",
    "hexadecimal entity": "云岭&#x4F01;业到访。",
    "entity without an end": "云岭&nbsp企业到访。",
    "escape of a script": "云岭\\u4f01业到访。",
    "quoted-printable": "云岭=E4=BC=81业到访。",
    "tag": "会议要求<span style=color:red>抓紧</span>落实。",
    "tag of a forum": "会议要求[b]抓紧[/b]落实。",
    "script": "会议要求抓紧落实。document.write(hits)",
    "style": ".TRS_Editor P{font-size:12pt;}会议要求抓紧落实。",
    "settings of a word processor": "Normal 0 false EN-US ZH-CN X-NONE 会议要求抓紧落实。",
    "template nobody filled": "本篇来自{dede:field.source/}的报道。",
    "value of a script": "投资额为undefined万元。",
    "question marks": "云岭??工业园开工。",
    "question marks at the beginning": "???工业园开工。",
    "zhuyin": "云岭会（ㄏㄨㄟˋ）议召开。",
    "scripts mixed": "云岭县各園區按月公布進度，企業可到窗口办理手续，请带齐材料。",
    "box": "云岭□工业园开工。",
    "geta": "云岭〓工业园开工。",
    "picture for a character": "云岭\ufffc工业园开工。",
    "empty brackets": "云岭工业园（）开工。",
    "empty title marks": "依据《》的规定办理。",
    "number gone": "同比增长%，好于预期。",
    "marks in a row": "园区供水，，用电正常。",
    "a day as OCR reads it": "6月18曰，云岭工业园开工。",
    "letters for digits": "云岭工业园2O24年开工。",
    "blanks between characters": "云 岭 工 业 园 开工。",
    "paragraph twice": f"{CLEAN}\n{CLEAN}",
    "sentence twice": f"云岭上月开工仓储项目四个。{CLEAN}云岭上月开工仓储项目四个。",
    "summary above the text": f"{CLEAN[:24]}...\n{CLEAN}",
    "rest elsewhere": "云岭工业园开工。展开全文",
    "rest on another page": "云岭工业园开工。（下转第二版）",
    "readings": "云岭工业園(yuán)区开工。",
    "readings without tones": "云岭工(gong)业(ye)园区开(kai)工。",
}
HONEST = {
    "news": CLEAN,
    "traditional": "雲嶺縣上月新開工倉儲項目四個，用水、用電手續都已辦結，企業說進度比去年快。",
    "a name that keeps its characters": "示例公司（Tai Shing 泰昇貿易）到访，签了三个项目。",
    "traditional with characters of both": "后來台灣同胞在公里處的系統里發布了群眾的面貌。",
    "rare place names": "客商来自亳州、涪陵、郴州、儋州、濮阳、鄱阳、婺源和荥阳。",
    "formulas": "产品有 KCl、Li2CO3 和 MgCl2，pH 值 7.5，水温 20℃±2，孔径 3 μm。",
    "units": "占地 32 m²，容积 8 m³，角度 30°，电压 10kV，报价 4.2‰。",
    "Latin names": "客商来自 Citroën、Société Générale 和 Škoda，住在 Café Zürich。",
    "names in Japanese": "木村株式会社の代表来访。",
    "document numbers": "收录云政办〔2021〕3号、云财〔2023〕8号（试行）。",
    "percent": "同比增长12.5%，占比38%；A&B 公司、AT&T 公司到会。",
    "addresses": "网址 https://example.cn/a?b=1&c=%E4%B8%AD 可查。",
    "quotation": "他说：“进度快。”又说：“质量好……”",
    "comparison": "层高<8 m、荷载>2 t 的厂房另计。",
    "headings": "一、总体要求\n（一）原则\n1.依法。\n2.公开。",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_damage_is_noted(text):
    assert damage_notes(["标题", *text.split("\n")]) != []


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_damage_is_noted_within_a_long_text(text):
    assert damage_notes(["标题", "园区按月公布进度，企业可到窗口查询。", *text.split("\n")]) != []


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_honest_texts_have_no_note(text):
    assert damage_notes(["标题", *text.split("\n")]) == []


def test_damage_in_the_title_is_noted():
    assert damage_notes(["园\ufffd推进会", CLEAN]) == ["文字有丢失（乱码），请找原文补齐。"]


def test_a_note_quotes_the_place():
    assert damage_notes(["标题", "投资额为undefined万元。"]) == [
        "正文里有网页程序或样式的代码：“投资额为undefine……”，请删去。"
    ]
    assert quoted("面积\ue011亩") == "面积U+E011亩"


@pytest.mark.parametrize("piece", ["會(huì)", "烫", "&amp;", "鎷涘晢", "字??", "<b", "{a:", "Ê¾"])
def test_damage_takes_linear_time(piece):
    text = piece * (40_000 // len(piece))

    def attempt(text):
        return damage_notes([text])

    # Doubled input, doubled time; quadratic time would show 4.
    assert seconds(attempt, text * 2) < 3.5 * seconds(attempt, text) + NOISE_SECONDS
