"""Traces of damage in a text: what an honest article does not hold.

Each trace is a sentence for the editor and a search that gives the piece of text that shows it.
Nothing is mended here: a text with a trace waits for a person, so a trace may be wrong now and
then, but damage must not pass. `(…)` in a sentence is where that piece is quoted.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from news.legacy.commonness import mixed_scripts, oddness, rare_stretch
from news.legacy.readings import is_annotated

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
# What Windows-1252 shows for bytes above 7F: letters, and signs that honest words do not touch.
LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
SIGNS = "\u00a1-\u00af\u00b4\u00b6\u00b8-\u00bf\u02c6\u02dc\u20ac\u2020\u2021\u2030\u2122"
# Scripts that Chinese comes to when one double-byte encoding is taken for another.
FOREIGN = "ぁ-ねは-ゖァ-ヺㄅ-ㄯЀ-ӿ\u0530-\u06ff\u0e00-\u0e7f\u2500-\u257f\u2580-\u258f"
LONGEST_QUOTE = 12
AROUND = 4
# Chinese text that was decoded wrongly and then, decoded rightly, is Chinese again.
MISREADINGS = (
    ("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"),
    ("cp1252", "gb18030"), ("gb18030", "big5"), ("big5hkscs", "gb18030"), ("big5", "utf-8"),
    ("latin-1", "big5"), ("shift_jis", "gb18030"), ("euc_kr", "gb18030"),
)  # fmt: skip
ODD, SOUND = 0.3, 0.1
FEWEST_TELLING = 4
LONGEST_SAMPLE = 400
# Sentences and paragraphs as long as this are not written twice on purpose.
SHORTEST_DOUBLE = 12
SHORTEST_START = 20


@dataclass(frozen=True)
class Trace:
    """What is wrong, as a sentence, and where: a search that gives the telling piece, or "".

    `is_of_encoding`: no honest text has it, whoever wrote that (news.damage_rule).
    """

    sentence: str
    find: Callable[[str], str]
    is_of_encoding: bool = False

    def note(self, text: str) -> str:
        """The sentence with the piece that shows it, or "" if `text` has no such trace."""
        piece = self.find(text)
        return self.sentence.replace("…", quoted(piece)) if piece else ""


def damage_notes(paragraphs: list[str]) -> list[str]:
    """A sentence for each kind of damage found in the title and paragraphs of one article."""
    text = "\n".join(paragraphs)
    return [note for trace in TRACES if (note := trace.note(text))]


def quoted(piece: str) -> str:
    """A piece of text as it is quoted in a note: one line, short, what is invisible by number."""
    start = piece.strip()[: LONGEST_QUOTE + 1]
    shown = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in start)
    return shown if len(shown) <= LONGEST_QUOTE else f"{shown[:LONGEST_QUOTE]}……"


def _matching(pattern: str, flags: int = 0) -> Callable[[str], str]:
    compiled = re.compile(pattern, flags)

    def find(text):
        found = compiled.search(text)
        if not found:
            return ""
        start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - AROUND)
        return text[start : found.end() + AROUND].partition("\n")[0] or found[0]

    return find


def _misread(text: str) -> str:
    """The first line that becomes Chinese when its encoding is undone."""
    return next((line for line in text.split("\n") if is_misread(line)), "")


def is_misread(line: str) -> bool:
    """Whether a line is rubbish that becomes Chinese in another encoding."""
    line = line[:LONGEST_SAMPLE]
    return oddness(line) > ODD and any(_undone(line, *pair) for pair in MISREADINGS)


def _undone(line: str, taken_for: str, meant: str) -> bool:
    # A line may be cut within a character, or hold one that had no place in the wrong encoding.
    text = line.encode(taken_for, "ignore").decode(meant, "ignore")
    return len(text) >= FEWEST_TELLING and oddness(text) < SOUND and not text.isascii()


def _mixed(text: str) -> str:
    """Of the first paragraph that mixes both scripts; a title may be of another than its text."""
    return next(filter(None, map(mixed_scripts, text.split("\n"))), "")


def _doubled(text: str) -> str:
    """A long sentence that stands twice."""
    seen = set()
    for sentence in re.split(r"[。！？\n]", text):
        words = "".join(sentence.split())
        if len(words) < SHORTEST_DOUBLE:
            continue
        if words in seen:
            return words
        seen.add(words)
    return _begun_twice(text)


def _begun_twice(text: str) -> str:
    """The beginning that two paragraphs share, as a summary above the text does."""
    seen = set()
    for line in text.split("\n"):
        start = "".join(line.split())[:SHORTEST_START]
        if start in seen:
            return start
        if len(start) == SHORTEST_START:
            seen.add(start)
    return ""


TRACES = (
    # The mark of the loss itself, and what GBK makes of it.
    Trace("文字有丢失（乱码），请找原文补齐。", _matching("锟斤拷|锟叫|\ufffd|锘縖|锘\\?")),
    Trace(
        "文字有丢失（“…”是程序没填内容的痕迹），请找原文补齐。",
        _matching("烫烫|屯屯|葺葺|铪铪"),
    ),
    Trace("正文夹有拼音注音，疑似被改写过，须人工修复。", lambda t: t if is_annotated(t) else ""),
    Trace(
        "文字编码可能读错了：“…”，请对照原文。",
        _misread,
        is_of_encoding=True,
    ),
    Trace("有一串很少用的字：“…”，可能是编码读错，请对照原文。", rare_stretch),
    Trace(
        "有西文字母连成的乱码：“…”，可能是编码读错，请对照原文。",
        _matching(f"[{LATIN}][{LATIN}{SIGNS}]|[{SIGNS}][{LATIN}]"),
        is_of_encoding=True,
    ),
    Trace(
        "有不该出现的控制字符：“…”，可能是编码读错，请对照原文。",
        _matching(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        is_of_encoding=True,
    ),
    Trace(
        "汉字里夹着别种文字：“…”，可能是编码读错，请对照原文。",
        _matching(
            rf"[\uff61-\uff9f\uac00-\ud7a3\u3131-\u318eㄅ-ㄯ]|{HAN}[{FOREIGN}]|[{FOREIGN}]{HAN}"
        ),
        is_of_encoding=True,
    ),
    Trace(
        "字中间夹着看不见的符号：“…”，已去掉，请核对。",
        _matching(
            r"(?<=[^\W_])[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+(?=[^\W_])"
        ),
    ),
    Trace(
        "有字体里自造的字符：“…”，别处显示不出，请对照原文补上。",
        _matching("[\ue000-\uf8ff\U000f0000-\U0010fffd]"),
        is_of_encoding=True,
    ),
    Trace(
        "有部首代替了汉字：“…”，请改成正常的字。",
        _matching("[\u2e80-\u2fdf]"),
        is_of_encoding=True,
    ),
    Trace(
        "有全角的字母或数字：“…”，请改成半角。",
        _matching("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"),
    ),
    Trace(
        "有没有还原的网页代码：“…”，请改成原来的字。",
        _matching(
            r"&(?:amp;)*(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});"
            r"|&(?:nbsp|[lr]dquo|[lr]squo|mdash|hellip|middot|quot|[lg]t)(?![a-z=])"
            r"|\\u[0-9a-f]{4}|%u[0-9a-f]{4}|(?:=[0-9A-F]{2}){3}",
            re.IGNORECASE,
        ),
        is_of_encoding=True,
    ),
    Trace(
        "正文里有网页程序或样式的代码：“…”，请删去。",
        _matching(
            r"</?[a-z][a-z0-9:]*(?:\s+[a-z][^<>]*)?/?>|<!--|-->|\[/?(?:b|i|u|img|url|font|color|size|align)\b"
            r"[^\[\]]{0,40}\]|\bfunction\s*\w*\s*\(|\bdocument\.\w|\bwindow\.\w|\bvar\s+\w+\s*="
            r"|\$\(|\{\{|\}\}|\$\{|<%|%>|\{/?dede:|\[!--|\{\$\w|@font-face|\bmso-\w|!important"
            r"|\{\s*[a-z-]{3,25}\s*:[^{}\n]{0,80}[;}]|\b(?:undefined|NaN)\b|\[object Object\]"
            r"|X-NONE|\.TRS_Editor|Microsoft Office",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    Trace(
        "像是漏了字：“…”，请对照原文。",
        _matching(
            rf"{HAN}[?？]{{2,}}(?={HAN})|[?？]{{3,}}|{HAN}[□〓■▯▢]+(?={HAN})"
            rf"|{HAN}\ufffc(?={HAN})|[（(【〔][ 　]*[）)】〕]|《[ 　]*》|“[ 　]*”"
            rf"|{HAN}[%％](?!\d)|[，、；：][，、；。]|。[，、；。]"
        ),
    ),
    Trace(
        "像是图片识别出来的文字：“…”，请对照原文。",
        _matching(
            rf"\d[曰]|[曰](?=[，。、上下（(])|\d[OolI]\d|(?<![A-Za-z])[OolI]\d{{0,3}}(?=[年月日亩])"
            rf"|\d[OolI](?=[年月日亩万])|{HAN}(?: {HAN}){{4}}"
        ),
    ),
    Trace("繁体字和简体字混在一起：“…”，可能被改写过，请核对。", _mixed),
    Trace("有一段文字出现了两次：“…”，请核对。", _doubled),
    Trace(
        "正文不完整：“…”，请找原文补齐。",
        _matching(
            r"(?:展开|阅读|查看|显示)(?:全文|更多|剩余)|此处(?:省略|略)|（略）|未完待续|下转第?\S{1,6}版"
            r"|点击(?:查看|阅读|下载)|(?:\.\.\.|…)\s*\[?(?:详细|全文|更多)"
        ),
    ),
)
