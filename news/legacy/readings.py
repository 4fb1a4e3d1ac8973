"""Readings of characters inside a text: 會(huì), 器(qi)(qi), 園qū區.

Tools that rewrite copied pages put them there. Honest texts have readings, too: of rare characters
(盱眙), of names that are read unlike their characters (仇 as qiú), of words of other languages, and
units or formulas in brackets that look like syllables. So a reading counts only when it really is
one of its character, and says what every reader of simplified Chinese knows anyway.
"""

import os
import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from news.legacy.commonness import is_common

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
TONED = "āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹḿ"
LETTERS = rf"[a-zü{TONED}]"
SYLLABLE = rf"{LETTERS}{{1,6}}[1-5]?"
READING = rf"{LETTERS}{{1,6}}[1-5]?(?:[ '’·]?{LETTERS}{{1,6}}[1-5]?){{0,3}}"
OPEN, CLOSE = r"[(（\[［【〔〖｛{<〈《「『/|]", r"[)）\]］】〕〗｝}>〉》」』/|]"
BRACKETED = re.compile(
    rf"({HAN}{{1,4}}) ?{OPEN} ?({READING}) ?{CLOSE}"
    rf"( ?{OPEN} ?\2 ?{CLOSE})?"
)
BARE = re.compile(
    rf"({HAN}{{0,4}})(?<![A-Za-z])({LETTERS}{{1,24}}[1-5]?)(?![A-Za-z])(?=({HAN}{{0,4}}))"
)
NOT_LETTERS = re.compile(r"[1-5 '’·]")
SEPARATORS = re.compile(r"[ '’·]")
# One may be a slip or a wish to help; two are a habit.
ENOUGH, ENOUGH_BARE = 2, 2
SIMPLIFIED = OpenCC("t2s")


def is_annotated(text: str) -> bool:
    """Whether readings stand in `text` that no honest author puts there."""
    needless = 0
    for word, reading, repeated in BRACKETED.findall(text):
        weight = _weight(word, reading)
        if weight and repeated:
            return True
        needless += weight
        if needless >= ENOUGH:
            return True
    return _is_annotated_bare(text)


def _weight(word: str, reading: str) -> int:
    """How much a reading in brackets tells: 0 nothing, ENOUGH all by itself."""
    read = next((word[-n:] for n in range(1, len(word) + 1) if can_be_read(word[-n:], reading)), "")
    if any(SIMPLIFIED.convert(character) != character for character in read):
        return ENOUGH
    return int(bool(read) and all(map(is_common, read)) and is_usual(read, reading))


def _is_annotated_bare(text: str) -> bool:
    """Readings without brackets, before or behind their characters."""
    found = 0
    for before, reading, after in BARE.findall(text):
        sides = [before[-n:] for n in range(1, len(before) + 1)]
        sides += [after[:n] for n in range(1, len(after) + 1)]
        read = next((side for side in sides if can_be_read(side, reading)), "")
        if any(SIMPLIFIED.convert(character) != character for character in read):
            return True
        has_tone = toneless(reading) != reading
        found += bool(read) and (has_tone or len(reading) > 1)
        if found >= ENOUGH_BARE:
            return True
    return False


def can_be_read(word: str, reading: str) -> bool:
    """Whether a word can be read so, tones aside; its syllables may be joined."""
    return _spells(word, toneless(reading))


def _spells(word: str, letters: str) -> bool:
    if not word or not letters:
        return not word and not letters
    starts = (sound for sound in _sounds(word[0]) if letters.startswith(sound))
    return any(_spells(word[1:], letters[len(sound) :]) for sound in starts)


def is_usual(word: str, reading: str) -> bool:
    """Whether it is the reading everybody expects, down to the tones if they are given."""
    usual = "".join(map(_toned, word))
    letters = SEPARATORS.sub("", reading)
    is_toneless = toneless(letters) == letters == toneless(usual)
    return letters == usual or is_toneless or letters[-1].isdigit()


def toneless(syllable: str) -> str:
    """qū, qu1 and qu as qu."""
    spelt = unicodedata.normalize("NFD", NOT_LETTERS.sub("", syllable)).replace("u\u0308", "v")
    return "".join(letter for letter in spelt if letter.isascii())


@lru_cache(maxsize=20_000)
def _sounds(character: str) -> frozenset[str]:
    found = (toneless(syllable) for syllable in readings_of(character))
    return frozenset(spelling for sound in found for spelling in (sound, sound.replace("v", "u")))


def _toned(character: str) -> str:
    return next(iter(readings_of(character)), "")


@lru_cache(maxsize=20_000)
def readings_of(character: str) -> tuple[str, ...]:
    # As in core.pinyin: loaded late, without its table of phrases.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()
