"""What the rules of the content checks find, and what they leave alone."""

import datetime

import pytest

from news.models import Article
from policies.models import Policy
from publishing.content_checks.personal_data import MOBILE, _numbers
from publishing.content_checks.rule_book import RuleBook
from publishing.content_checks.rules import MOST_HITS, findings_in
from publishing.content_checks.subject import Subject, TextPart, parts_of

TODAY = datetime.date(2026, 11, 29)
BOOK = RuleBook(
    mistakes={"布署": "部署", "某某词": ""},
    places={"哈尔宾": "哈尔滨"},
    people={"王示例": frozenset({"示例市市长"}), "李样本": frozenset({"示例市书记"})},
    allowed=frozenset({"国家级新区", "最佳实践"}),
)


def found(words, book=BOOK, **fields):
    """(rule, piece) of what is found in the body of an article, without asking the database."""
    article = Article(title="供水工程", source="示例局", summary="供水。", body=words, **fields)
    subject = Subject(article, tuple(parts_of(article)), book, TODAY)
    return [(each.rule.code, each.says) for each in findings_in(subject)]


@pytest.mark.parametrize(
    ("words", "rule", "says"),
    [
        ("<p>抓紧布署工作。</p>", "mistake", "“布署”在错敏词表里"),
        ("<p>来自哈尔宾的客商。</p>", "place", "“哈尔宾”不是规范的地名"),
        ("<p>副市长王示例出席。</p>", "title", "“副市长王示例”和名单上的职务不一样"),
        ("<p>示例市市长王士例出席。</p>", "name", "“王士例”可能写错了姓名"),
        ("<p>打造国家级平台。</p>", "absolute", "“国家级”是绝对化用语"),
        ("<p>是最佳的选择。</p>", "absolute", "“最佳”是绝对化用语"),
        ("<p>本项目稳赚。</p>", "promise", "“稳赚”像是对收益的承诺"),
        ("<p>产量全国第一。</p>", "unproven", "“全国第一”没有来源和年份"),
        ("<p>建成西北首条专线。</p>", "unproven", "“西北首条”没有来源和年份"),
        ("<p>实行税收返还。</p>", "favour", "“税收返还”可能妨碍公平竞争"),
        ("<p>编号11010519491231002X</p>", "identity_number", "有一个身份证号：110*************2X"),
        ("<p>卡号6222021234567890128</p>", "bank_card", "有一个银行卡号：622**************28"),
        ("<p>请打13912345678。</p>", "mobile", "有一个手机号：139******78"),
        ("<p>请打+86-13912345678。</p>", "mobile", "有一个手机号：139******78"),
        ("<p>请打8613912345678。</p>", "mobile", "有一个手机号：139******78"),
        ("<p>请打１３９１２３４５６７８。</p>", "mobile", "有一个手机号：139******78"),
        ("<p>请打139\u200b1234\u200b5678。</p>", "mobile", "有一个手机号：139******78"),
        ("<p>全部锟斤拷内容</p>", "lost_text", "“锟斤拷”是乱码"),
        ("<p>缺了\ufffd字</p>", "lost_text", "“\ufffd”是乱码"),
        ("<p>ÐÂÎÅ发布。</p>", "damaged_text", "“ÐÂÎÅ发布”像是乱码"),
        ("<p>全部\ue123资料</p>", "damaged_text", "“全部\ue123资料”像是乱码"),
        ('<p><img src="/media/a/b.png"></p>', "no_alt", "图片“b.png”没有说明"),
    ],
)
def test_a_rule_finds_what_it_is_for(words, rule, says):
    assert found(words) == [(rule, says)]


@pytest.mark.parametrize(
    "words",
    [
        "<p>工作部署，哈尔滨，示例市市长王示例、示例市书记李样本出席。</p>",
        "<p>国家级新区里的最佳实践，优化流程，最高可补 100 万元。</p>",
        "<p>据示例省统计公报，2025年产量全国第一。</p>",
        "<p>全国第一批试点，第一季度，全省第一产业。</p>",
        "<p>编号110105194912310021，项目代码 123456789012345678。</p>",
        "<p>6222021234567890129，热线 0971-6263111、400-116-9096，单号913912345678。</p>",
        '<p><img src="/media/a/b.png" alt="厂房南门"></p>',
    ],
)
def test_honest_texts_are_left_alone(words):
    assert found(words) == []


def test_numbers_of_persons_are_never_repeated():
    words = "<p>最佳11010519491231002X，最佳13912345678最佳</p>"
    article = Article(title="供水", body=words)
    subject = Subject(article, tuple(parts_of(article)), BOOK, TODAY)
    told = "".join(each.passage + each.sentence for each in findings_in(subject))
    assert "19491231" not in told
    assert "1391" not in told
    assert "5678" not in told


def test_a_number_is_found_where_it_stands():
    text = "甲\u200b乙+86１39\u200b12345678丙"
    (hit,) = _numbers(MOBILE)(Subject(None, (TextPart("body", "正文", text),), BOOK, TODAY))
    assert (hit.piece, text[hit.start], text[hit.end]) == ("１39\u200b12345678", "１", "丙")


def test_a_passage_counts_once_and_too_many_are_not_to_be_signed():
    def told(numbers):
        body = "".join(f"<p>请打139{number:08}。</p>" for number in numbers)
        subject = Subject(Article(), (*parts_of(Article(body=body)),), BOOK, TODAY)
        return [each for each in findings_in(subject) if each.rule.code == "mobile"]

    assert [each.tone for each in told([0] * 30 + [1])] == ["sign", "sign"]
    *listed, rest = sorted(told(range(22)), key=lambda each: each.tone == "bad")
    assert ({each.tone for each in listed}, len(listed)) == ({"sign"}, MOST_HITS)
    assert (rest.tone, rest.says) == ("bad", "手机号超过 20 处，还有 2 处没有列出")
    assert rest.key != told(range(23))[0].key


def test_lists_of_lines_and_every_typed_text_are_read():
    policy = Policy(
        title="示例办法", gist="给企业", conditions=["本地注册", "投资一亿元"], body="<p>一</p>"
    )
    parts = {part.name: part.text for part in parts_of(policy)}
    assert parts == {
        "title": "示例办法",
        "gist": "给企业",
        "conditions": "本地注册\n投资一亿元",
        "body": "一",
    }


def test_what_is_missing_is_a_hint():
    article = Article(title="供水工程", body="<p>供水。</p>", kind_tag_id=1)
    subject = Subject(article, tuple(parts_of(article)), BOOK, TODAY)
    told = [(each.field, each.says, each.tone) for each in findings_in(subject)]
    assert told == [
        ("summary", "没有写摘要", "warn"),
        ("source", "没有写来源", "warn"),
        ("event_on", "没有写事件日期", "warn"),
    ]
