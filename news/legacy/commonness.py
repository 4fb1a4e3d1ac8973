"""Which characters Chinese news is written in.

GB 2312 files the 3,755 commonest characters in its first level. Of an honest article, simplified or
traditional, they are nearly all; of text that was decoded wrongly, few.
"""

import re
from collections import Counter
from functools import lru_cache

from opencc import OpenCC

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LEVEL_ONE = range(0xB0, 0xD8)  # lead bytes
WINDOW, TOO_MANY = 12, 8
# 茌平、莘县、枞阳、歙县、盱眙 in one list have two in a row.
LONGEST_RARE_RUN = 3
# A name may keep one or two characters of the other script.
MIXED = 3
SIMPLIFIED = OpenCC("t2s")


@lru_cache(maxsize=20_000)
def is_common(character: str) -> bool:
    """Whether a character, or its simplified form, is of the first level of GB 2312."""
    code = SIMPLIFIED.convert(character).encode("gb2312", "ignore")
    return len(code) == 2 and code[0] in LEVEL_ONE


def rare_stretch(text: str) -> str:
    """The first stretch of `text` that has more rare characters than honest Chinese; "" if none."""
    counts = Counter(text)
    rare = {c for c in counts if HAN.match(c) and not is_common(c)}
    if sum(counts[c] for c in rare) <= LONGEST_RARE_RUN:
        return ""
    characters = list(HAN.finditer(text))
    sums, run = [0], 0
    for character in characters:
        is_rare = character[0] in rare
        sums.append(sums[-1] + is_rare)
        run = run + 1 if is_rare else 0
        if run > LONGEST_RARE_RUN:
            return text[character.start() - LONGEST_RARE_RUN : character.end()]
    for start, end in enumerate(range(WINDOW, len(sums))):
        if sums[end] - sums[start] >= TOO_MANY:
            return text[characters[start].start() : characters[end - 1].end()]
    return ""


def oddness(text: str) -> float:
    """The share of characters, blanks and ASCII aside, that Chinese text seldom has: 0 to 1."""
    telling = {c: n for c, n in Counter(text).items() if not c.isascii() and not c.isspace()}
    odd = sum(n for c, n in telling.items() if is_odd(c))
    return odd / sum(telling.values()) if telling else 0.0


@lru_cache(maxsize=20_000)
def is_odd(character: str) -> bool:
    return character not in PUNCTUATION and not (HAN.match(character) and is_common(character))


PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～％℃㎡²³×±－／＋")


def mixed_scripts(text: str) -> str:
    """Traditional characters within simplified text, as rewriting tools leave them; "" if none.

    Only characters count that belong to one script: 后 and 台 are of both.
    """
    characters = set(HAN.findall(text))
    traditional = {c for c in characters if is_only_in(c, "big5", "gb2312")}
    simplified = {c for c in characters if is_only_in(c, "gb2312", "big5")}
    if min(len(traditional), len(simplified)) < MIXED:
        return ""
    return "".join(c for c in dict.fromkeys(text) if c in min(traditional, simplified, key=len))


@lru_cache(maxsize=20_000)
def is_only_in(character: str, encoding: str, other: str) -> bool:
    """Whether a character belongs to the script of one encoding: gb2312 against big5."""
    is_there = bool(character.encode(encoding, "ignore"))
    is_converted = SIMPLIFIED.convert(character) != character or encoding == "gb2312"
    return is_there and is_converted and not character.encode(other, "ignore")
