"""Characters that stand for others, folded by rule: one by one, whatever the text says.

Entities that were escaped twice, radicals for characters, full-width letters and digits, marks that
nobody sees, the blank of a font that is gone. Nothing else changes; folding twice changes nothing.
"""

import html
import re
import unicodedata
from functools import lru_cache, partial

from opencc import OpenCC

from core.text_folding import RADICALS

SIMPLIFIED = OpenCC("t2s")
ENTITY = re.compile(
    r"&(?:amp[;；])*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2})[;；]", re.ASCII
)
RADICAL = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Scripts and pictures whose characters these marks join or part: Arabic to Thaana, Mongolian,
# Indic scripts, emoji. There they are meant.
JOINED = re.compile(
    r"[\u0590-\u07bf\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1800-\u18af\u2600-\u27bf\ufe0f"
    r"\U0001f000-\U0001faff]"
)
LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
LETTER = re.compile(f"[{LETTERS}]")
# Signs between letters or digits; the point, comma and colon only between digits; behind one, ％.
SIGN = re.compile(
    f"(?<=[0-9A-Za-z{LETTERS}])[－．／＆＿＋＝＠＃＊](?=[0-9A-Za-z{LETTERS}])"
    f"|(?<=[{LETTERS}])，(?=[\uff10-\uff19]{{3}}(?![\uff10-\uff19]))"
    f"|(?<=[\uff10-\uff19])：(?=[\uff10-\uff19])"
    f"|(?<=[0-9\uff10-\uff19])％"
)
FULL_TO_HALF = 0xFEE0
# What was escaped more often than that is no accident of programs.
MOST_PASSES = 4
BLANK_OF_A_FONT = "\ue5e5"


def fold_characters(line: str, *, is_simplified: bool) -> tuple[str, dict[str, int]]:
    """The line folded, and how often which rule acted.

    `is_simplified`: of the text the line is from; the radical ⼾ is 户 there and 戶 elsewhere.
    """
    counts = {}
    rules = (
        ("网页代码还原", ENTITY, _entity),
        ("部首换成汉字", RADICAL, partial(_radical, is_simplified=is_simplified)),
        ("去掉看不见的符号", INVISIBLE, _invisible),
        ("全角改成半角", SIGN, _half_width),
        ("全角改成半角", LETTER, _half_width),
        ("字体里的空白", re.compile(BLANK_OF_A_FONT), lambda found: " "),
    )
    # What an entity stood for may be the beginning of the next one: &#38;lt; is &lt; is <.
    for _ in range(MOST_PASSES):
        started_as = line
        for name, pattern, change in rules:
            before = line
            line = pattern.sub(change, line)
            if line != before:
                changed = sum(change(found) != found[0] for found in pattern.finditer(before))
                counts[name] = counts.get(name, 0) + changed
        if line == started_as:
            break
    return line, counts


def _entity(found):
    """The character that was meant; what stands for none, or for one nobody can see, stays."""
    meant = html.unescape(f"&{found[1]};")
    if not meant:  # a control character, which no page can show
        return found[0]
    if meant.isspace():
        return " "
    is_shown = len(meant) == 1 and (meant.isprintable() or INVISIBLE.match(meant))
    is_lost = meant == "\ufffd" or unicodedata.category(meant[0]) in {"Co", "Cn", "Cs"}
    return meant if is_shown and not is_lost else found[0]


def _radical(found, *, is_simplified):
    return character_of(found[0], is_simplified=is_simplified)


@lru_cache(maxsize=1_000)
def character_of(radical: str, *, is_simplified: bool) -> str:
    """The character that a radical looks like; it stays what it is if there is none."""
    character = RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)
    return SIMPLIFIED.convert(character) if is_simplified else character


def _invisible(found):
    text = found.string
    beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return found[0] if JOINED.search(beside) else ""


def _half_width(found):
    return chr(ord(found[0]) - FULL_TO_HALF)
