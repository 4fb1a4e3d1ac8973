"""Characters that a rewriting tool broke in two, put together again: 入?yún)^(qū) is 入區(qū).

The tool looked for GBK bytes without minding where characters begin. Where the last byte of one
character and the first of the next looked like a character of its table, it put that one's reading
between them: the second byte and the bracket became “?”, and what follows is shifted by one byte
until the next such break or a letter ends it. The lost byte is known by the reading. A stretch is
put together only if exactly one byte fits and every character that comes out is a usual one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from news.legacy.commonness import PUNCTUATION
from news.repair.reading_kits import (
    BRACKET,
    BROKEN,
    has_simpler_form,
    simplified,
    sounds_of,
    tone_of,
)

READING_HERE = re.compile(BRACKET)
FIRST_LEAD, LAST_LEAD = 0x81, 0xFE
LETTER_TRAILS = range(0x40, 0x7F)


class NotMendable(Exception):
    """A byte is missing, or what comes out is no usual text."""


@dataclass(frozen=True)
class Mended:
    """What a stretch was, and where in the line it ends."""

    text: str
    end: int


def mend_breaks(line: str) -> tuple[str, int, int]:
    """The line with its broken characters whole, how many breaks went, and how many are left."""
    parts, position, mended, left = [], 0, 0, 0
    for broken in BROKEN.finditer(line):
        if broken.start() < position:  # the end of a stretch that is mended
            mended += 1
            continue
        found = _mended(line, broken)
        if found is None:
            left += 1
            continue
        parts += [line[position : broken.start()], found.text]
        position = found.end
        mended += 1
    return "".join([*parts, line[position:]]), mended, left


def _mended(line, broken):
    before = _two_bytes(line[broken.start() - 1 : broken.start()])
    if before is None or not tone_of(broken[1])[1]:
        return None
    found = []
    for lost in _lost_bytes(before[1], broken[1]):
        try:
            found.append(_stretch(line, broken.end(), lost))
        except NotMendable:
            continue
    return found[0] if len(found) == 1 else None


def _stretch(line, position, pending):
    """The characters from a lost byte on until bytes and characters are in step again."""
    text = ""
    while position < len(line):
        if text and (reading := READING_HERE.match(line, position)):
            position = reading.end()
            continue
        if broken := BROKEN.match(line, position):
            text += _closed(pending, broken[1])
            return Mended(text, broken.end())
        character = line[position]
        position += 1
        if character.isascii():
            if ord(character) not in LETTER_TRAILS:
                raise NotMendable
            return Mended(text + _usual(pending, ord(character)), position)
        pair = _two_bytes(character)
        if pair is None:
            raise NotMendable
        text += _usual(pending, pair[0])
        pending = pair[1]
        if pending < FIRST_LEAD:
            return Mended(text + chr(pending), position)
    raise NotMendable


def _closed(pending, reading):
    """The character whose second byte the next break swallowed."""
    fitting = {chr_of(pending, lost) for lost in _lost_bytes(pending, reading)}
    if len(fitting) != 1:
        raise NotMendable
    return fitting.pop()


def _lost_bytes(lead, reading) -> Iterator[int]:
    """Second bytes that with this first one make a character of the tool, read like that."""
    wanted = tone_of(reading)
    for lost in range(FIRST_LEAD, LAST_LEAD + 1):
        character = chr_of(lead, lost)
        if character and has_simpler_form(character) and wanted in sounds_of(character):
            yield lost


def _usual(lead, trail):
    character = chr_of(lead, trail)
    if not character or not _is_usual(character):
        raise NotMendable
    return character


@lru_cache(maxsize=30_000)
def _is_usual(character):
    if character in PUNCTUATION or character == "\u3000":
        return True
    simple = simplified(character)
    is_han = "\u4e00" <= simple <= "\u9fff"
    return is_han and len(simple.encode("gb2312", "ignore")) == len(simple) * 2


@lru_cache(maxsize=30_000)
def chr_of(lead: int, trail: int) -> str:
    """The character of two bytes of GBK, "" if there is none."""
    return bytes([lead, trail]).decode("gbk", "ignore") if lead >= FIRST_LEAD else ""


def _two_bytes(character):
    try:
        data = character.encode("gbk")
    except UnicodeEncodeError:
        return None
    return data if len(data) == len(b"ab") else None
