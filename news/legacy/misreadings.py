"""Text that was decoded in a wrong encoding, restored where not one byte was lost.

The bytes are got back by encoding the line as it was decoded, and decoded as they were meant. It
counts only when the way there and back gives the very same bytes and the very same line, when the
line was no Chinese and becomes Chinese. Elsewhere the line stays as it is: half of a text is not
guessed. Big5 has characters that not every program gives the same bytes; where two ways there and
back are exact and say different things, the one with the longer words is taken, with a doubt.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba

from news.legacy.commonness import HAN, SIMPLIFIED, oddness
from news.legacy.damage import MISREADINGS, ODD, SOUND, quoted

# Browsers show a byte that Windows-1252 does not know as the control character of its number.
LIKE_BROWSERS = {"cp1252": "sloppy-windows-1252", "latin-1": "latin-1"}
PAIRS = tuple(
    dict.fromkeys(
        (LIKE_BROWSERS.get(taken_for, taken_for), meant)
        for taken_for, meant in (
            *MISREADINGS,
            *(("cp950", "gb18030"), ("big5", "gb18030"), ("gb18030", "big5hkscs")),
            *(("cp1252", "big5"), ("cp950", "utf-8")),
        )
    )
)
ONE_BYTE = tuple(pair for pair in PAIRS if pair[0] in LIKE_BROWSERS.values())
# A stretch of Latin letters and signs within a line, as bytes above 7F look in Windows-1252.
LATIN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\x20-\x7e]+"
)
EASTERN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\uff61-\uff9f]")
STILL_LATIN = re.compile("[\xc0-\xff][\xa1-\xff]")
FEWEST_HAN, FEWEST_LETTERS = 4, 6
# Of the characters, how many stand in words of two and more: of news 0.6 to 0.9, of rubbish 0.2.
LEAST_IN_WORDS = 0.45
# Text that was misread twice, by two programs one after the other.
DEEPEST = 3
TWO_WAYS = "有的字按两种编码读出来不同，取了通顺的一种：“{}”，请对照原文。"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Restored:
    """As many lines as before, and sentences on those that can be read in two ways."""

    lines: list[str]
    doubts: list[str] = field(default_factory=list)


def restore_encoding(lines: list[str]) -> Restored:
    """The lines, those restored that certainly were decoded wrongly."""
    odd = [not line.isascii() and oddness(line) > ODD for line in lines]
    found = [
        _sound_readings(line) if is_odd else {} for line, is_odd in zip(lines, odd, strict=True)
    ]
    votes = Counter(pair for readings in found for pair in readings)
    usual = [pair for pair, _ in votes.most_common(2)]
    restored = [
        _likeliest(readings) or _beside(line, usual if is_odd else [])
        for line, readings, is_odd in zip(lines, found, odd, strict=True)
    ]
    pairs = zip(restored, found, strict=True)
    doubtful = [text for text, readings in pairs if len({*readings.values()}) > 1]
    return Restored(restored, [TWO_WAYS.format(quoted(text)) for text in doubtful[:1]])


def _likeliest(readings):
    """Of several texts the one with the fewest words and with none that is odd."""

    def unlikeliness(text):
        return len(rjieba.cut(text, hmm=False)), oddness(text)

    return min(dict.fromkeys(readings.values()), key=unlikeliness, default="")


def _beside(line, usual):
    """A line that is too short to tell, as the others of the page; or a stretch within it."""
    if line.isascii():
        return line
    short = {text for pair in usual if (text := _sound(line, pair, fewest=0))}
    if len(short) == 1:
        return short.pop()
    mended = LATIN.sub(_stretch, line)
    return line if STILL_LATIN.search(mended) else mended


def _stretch(found):
    """A stretch of wrong letters in a line whose other characters are right."""
    stretch = found[0]
    if len(stretch) - len(stretch.encode("ascii", "ignore")) < FEWEST_LETTERS:
        return stretch
    texts = {text for pair in ONE_BYTE if (text := _sound(stretch, pair, fewest=FEWEST_HAN))}
    return texts.pop() if len(texts) == 1 else stretch


def _sound_readings(line) -> dict[Pair, str]:
    """By the pair of encodings: what a line of wrong characters was meant to say."""
    return {pair: text for pair in PAIRS if (text := _sound(line, pair, fewest=FEWEST_HAN))}


def _sound(line, pair, *, fewest):
    """What the line says when the pair is undone, "" unless that is Chinese and exact.

    `fewest` characters of it; 0 of a line in the company of others that were misread.
    """
    # A line of one foreign script alone (kana, Cyrillic) is what it is.
    if pair not in ONE_BYTE and not EASTERN.search(line):
        return ""
    return next((text for text in _undone(line, *pair) if _is_chinese(text, fewest)), "")


def _undone(line, taken_for, meant) -> Iterator[str]:
    for _ in range(DEEPEST):
        text = exactly(line, taken_for, meant)
        if not text or text == line:
            return
        yield text
        if meant != "utf-8":  # other encodings read nearly anything
            return
        line = text


def exactly(line: str, taken_for: str, meant: str) -> str:
    """The line decoded anew; "" unless its bytes come back the same from both."""
    know_codecs()
    try:
        data = line.encode(taken_for)
        text = data.decode(meant)
        is_exact = text.encode(meant) == data and data.decode(taken_for) == line
    except UnicodeError:
        return ""
    return text if is_exact else ""


@lru_cache(maxsize=1)
def know_codecs():
    """Those of ftfy, loaded late: it brings tables along that few processes need."""
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()


def _is_chinese(text, fewest):
    if oddness(text) >= SOUND:
        return False
    return not fewest or (len(HAN.findall(text)) >= fewest and _has_words(text))


def _has_words(text):
    """Common characters side by side are no text yet: kana taken for Big5 give such."""
    words = rjieba.cut(SIMPLIFIED.convert(text), hmm=False)
    in_words = sum(len(word) for word in words if len(word) > 1 and HAN.match(word))
    return in_words >= LEAST_IN_WORDS * len(HAN.findall(text))
