"""Texts as rewriting tools left them, and honest ones that look like them."""

import json
import random
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from news.legacy.typography import restore
from news.repair.repaired_text import repair
from tests.news.rewriting_tools import first_tool, second_tool
from tests.timing import grows_in_step

SEEDS = Path(__file__).parents[2] / "seeds"
SENTENCE = re.compile(r"(?<=[。！？\n])")
ARTICLES, LEAST_RESTORED = 500, 0.995  # damaged by each of the two tools
# A text that the first tool has been at; each line below is one more of its paragraphs.
REWRITTEN = "園區(qū)企業(yè)擴產(chǎn)，區(qū)內會(huì)場設在環(huán)路，會(huì)期一天。"
PARAGRAPHS = {
    "9個(gè)鄉(xiāng)(區(qū)、街道)": "9个乡（区、街道）",
    "推行河(湖)長(zhǎng)制": "推行河（湖）长制",
    "數(shù)據(jù)(open data)平臺(tái)": "数据(open data)平台",
    "麗江(Lijiang)、麗水(lì shuǐ)": "丽江(Lijiang)、丽水(lì shuǐ)",
    "6(km)、米(m)、鋰(Li)鹽、智能(AI)": "6(km)、米(m)、锂(Li)盐、智能(AI)",
    "增長(zhǎng)率": "增长率",
    "劃入?yún)^(qū)內": "划入区内",
    "踏實(shí)打?qū)嵉墓ぷ魍苿?dòng)項(xiàng)目": "踏实打实的工作推动项目",
    "用地?cái)?shù)量": "用地数量",
    "天津?yàn)I海": "天津滨海",
    "供水,,供電,。承擔著堿廠": "供水，供电。承担着碱厂",
}
FLAGGED = {
    "因?yàn)橄M(fèi)券": "断开的字",
    "看青?！っ襟w記者": "标点被弄坏了",
    "慶(qìng)城縣和慶陽市": "没有动：“慶(qìng)”",
    "六安(lù)、蚌埠(bù)": "没有动：“安(lù)”",
    "單(shàn)縣": "没有动：“單(shàn)”",
}
HONEST = (
    "会议(huìyì)是一个词，读音(dúyīn)要记。",
    "春(chūn)風(fēng)吹(chuī)過(guò)山(shān)岡(gāng)，學(xué)生讀(dú)書(shū)聲(shēng)大(dà)。",
    "招(zhao)商(shang)云(yun)岭(ling)，后面加点cn。",
    "茌(chí)平、莘(shēn)县、枞(zōng)阳、歙(shè)县、盱(xū)眙都有客商。",
    "來函單位為示例貿易有限公司(HK)，擬訂購碳酸鋰(LCE)，請協助報關。",
    "高(m)、长(a)、宽(e)、面积(mu)、钾(KCl)。",
)


@pytest.mark.parametrize(("text", "wanted"), PARAGRAPHS.items())
def test_rewritten_text_is_undone_and_honest_brackets_stay(text, wanted):
    found = repair([REWRITTEN, text])
    first = "园区企业扩产，区内会场设在环路，会期一天。"
    assert (found.lines, found.notes, found.score) == ([first, wanted], [], 100)


@pytest.mark.parametrize(("text", "sentence"), FLAGGED.items())
def test_what_is_not_certain_is_said(text, sentence):
    found = repair([REWRITTEN, text])
    assert sentence in "".join(found.notes)
    assert found.score < 100


@pytest.mark.parametrize(
    ("text", "wanted"),
    {
        "乾隆年间，客⼾登记": "乾隆年间，客户登记",
        "徵文获奖名单：客⼾登记处": "徵文获奖名单：客户登记处",
        "乾隆年間，客⼾登記": "乾隆年間，客戶登記",
    }.items(),
)
def test_a_radical_becomes_what_most_of_the_text_is_written_in(text, wanted):
    assert repair([text]).lines == [wanted]


def test_a_title_in_simplified_characters_does_not_speak_for_the_text_below():
    body = "園區（qū）設（shè）施推進（jìn）會（huì）召開（kāi）"
    assert repair(["园区基础设施建设推进会召开了", body]).lines[1] == "园区设施推进会召开"


def test_the_second_tool_is_undone():
    text = "政(zheng)(zheng)府推(tui)(tui)动光伏(fu)(热(re)(re))项(xiang)目，占地(484平(ping)方米)"
    found = repair([text])
    assert found.lines == ["政府推动光伏（热）项目，占地（484平方米）"]
    assert found.steps == {"去掉注音": 9, "标点换成全角（行）": 1}


def test_single_readings_of_rare_characters_stay_beside_those_of_the_second_tool():
    text = "政(zheng)(zheng)府推(tui)(tui)动光伏(fu)项(xiang)目，占(zhan)地(di)。"
    found = repair([text, "茌(chi)平、盱(xu)眙，瓦(wa)(wa)房"])
    assert found.lines == ["政府推动光伏项目，占地。", "茌(chi)平、盱(xu)眙，瓦房"]
    assert (len(found.notes), found.score < 100) == (1, True)
    assert "还有 2 处像注音的括号没有动：“茌(chi)”" in found.notes[0]


def test_a_single_reading_is_undone_where_characters_were_turned_one_by_one():
    assert repair(["標准廠房的技术由企業(yè)自備"]).lines == ["标准厂房的技术由企业自备"]
    by_a_person = repair(["標準廠房的技術由企業(yè)自備"])
    assert (by_a_person.lines, by_a_person.score) == (["標準廠房的技術由企業(yè)自備"], 0)
    name = repair(["標准廠房的技术由單(shàn)先生自備"])
    assert (name.lines, name.score) == (["標准廠房的技术由單(shàn)先生自備"], 0)


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_left_alone(text):
    assert repair([text]).lines == [text]


@pytest.mark.parametrize("text", ["用\ufffd情况", "锟斤拷锟斤拷", "时间烫烫烫烫", "面积\ue011亩"])
def test_what_is_lost_is_never_guessed(text):
    found = repair(["通知", text])
    assert (found.lines, len(found.notes) > 0, found.score) == (["通知", text], True, 0)


@pytest.fixture(scope="module")
def sentences():
    """Of the demo's articles, policies and pages."""
    found = set()

    def walk(node):
        if isinstance(node, str):
            found.update(s.strip() for s in SENTENCE.split(node) if re.search("[一-鿿]{6}", s))
        elif isinstance(node, dict | list):
            for each in node.values() if isinstance(node, dict) else node:
                walk(each)

    for name in ("articles", "policies", "guide", "pages"):
        walk(json.loads((SEEDS / f"{name}.json").read_text()))
    return sorted(s for s in found if not s.startswith(("|", "#")))


def article(sentences, number):
    """A title and two paragraphs, the same for the same number."""
    chosen = random.Random(number).sample(sentences, 8)  # noqa: S311 -- test data
    return [restore(s) for s in (chosen[0][:28], "".join(chosen[1:5]), "".join(chosen[5:]))]


def test_of_damaged_articles_nearly_all_comes_back_and_nothing_wrong_in_silence(sentences):
    silent, total, restored = [], 0, 0
    for number in range(ARTICLES):
        for tool in (first_tool, second_tool):
            wanted = article(sentences, number)
            found = repair(tool(wanted, number))
            total += sum(map(len, wanted))
            for line, original in zip(found.lines, wanted, strict=True):
                restored += _same(restore(line), original)
            if [*map(restore, found.lines)] != wanted and not found.notes:
                silent.append((tool.__name__, number))
    assert (silent, restored / total > LEAST_RESTORED) == ([], True)


def test_clean_articles_come_out_as_they_went_in(sentences):
    clean = [article(sentences, number) for number in range(1000, 1100)]
    assert [repair(lines).lines for lines in clean] == clean


def _same(line, original):
    if line == original:
        return len(original)
    blocks = SequenceMatcher(None, line, original, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


# How many characters take 0.2 s: what takes their square would take many times that.
@pytest.mark.parametrize(
    ("piece", "length"),
    {
        "會(huì)": 90_000,
        "器(qi)(qi)": 110_000,
        "入?yún)嵉墓ぷ": 110_000,
        "?zǒng)浒富": 110_000,
        "字(aaaaaa)": 100_000,
        ",，。": 200_000,
        "Ê¾Àý": 90_000,
        "鎷涘晢": 60_000,
        "&amp;": 210_000,
        "ＡＢ，１": 140_000,
        "⼯": 60_000,
    }.items(),
)
def test_repair_takes_linear_time(piece, length):
    repair([piece])  # tables are loaded
    text = piece * (length // len(piece))
    assert grows_in_step(lambda text: repair([text]), text)
