"""What is missing in a text, and what is left of a wrong encoding."""

import re

from publishing.content_checks.rules import Hit, Rule, Severity, matching
from publishing.content_checks.subject import TextPart
from publishing.missing_pictures import is_missing, words_of
from publishing.richtext import each_picture

# The mark of the loss itself, and what GBK makes of it; what a debugger leaves in empty memory.
LOST = re.compile("锟斤拷|锟叫|\ufffd|锘縖|烫烫烫|屯屯屯|葺葺葺")
ALT = re.compile(r'\salt="([^"]{0,500})')
FILE = re.compile(r'\ssrc="[^"]{0,400}?([^"/?#]{1,80})"')
MISSING = {"summary": "摘要", "source": "来源"}


def _empty(subject):
    """Fields of the model that readers look for and nobody filled in."""
    if subject.obj is None:
        return
    present = {column.name for column in subject.obj._meta.concrete_fields}
    for name, label in MISSING.items():
        if name in present and name not in subject.by_name:
            yield Hit(TextPart(name, label, ""), shown=label)


def _undated(subject):
    """An event (【会议】, 【签约】) without the day on which it was."""
    obj = subject.obj
    if getattr(obj, "kind_tag_id", None) and obj.event_on is None:
        yield Hit(TextPart("event_on", "事件日期", ""), shown="事件日期")


def _silent_pictures(subject):
    for part in subject.parts:
        for tag in _pictures(part.html):
            alt, name = ALT.search(tag), FILE.search(tag)
            if alt is None or not alt[1].strip():
                yield Hit(part, shown=name[1] if name else "图片")


def _missing_pictures(subject):
    for part in subject.parts:
        for tag in _pictures(part.html):
            if is_missing(tag):
                yield Hit(part, shown=words_of(tag) or "没有说明的图片")


def _pictures(html):
    found = []
    if "<img " in html:
        each_picture(html, lambda tag: found.append(tag) or tag)
    return found


TEXT_RULES = (
    Rule("lost_text", "乱码", Severity.BLOCK, "“…”是乱码", "请找原文补齐", matching(LOST)),
    Rule(
        "empty", "没写来源、摘要", Severity.HINT, "没有写…", "读者和检查的人都会看，请补上", _empty
    ),
    Rule(
        "undated", "没写日期", Severity.HINT, "没有写…", "会议、签约这类消息请写哪天发生", _undated
    ),
    Rule(
        "missing_picture",
        "缺图",
        Severity.BLOCK,
        "这里缺一张图：“…”",
        "请在“缺的图”里或者正文里它的位置上传一张；不要这张图，就在正文里删去它",
        _missing_pictures,
    ),
    Rule(
        "no_alt",
        "图片没有说明",
        Severity.HINT,
        "图片“…”没有说明",
        "请双击图片写“替换文本”，给看不见图的人",
        _silent_pictures,
        law="GB/T 37668-2019",
    ),
)
