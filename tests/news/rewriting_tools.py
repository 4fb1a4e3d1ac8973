"""Rewriting tools as old pages met them, rebuilt to damage articles of our own.

Each takes the lines of a text and a number that chooses among the kinds of damage.
"""

import random
from functools import lru_cache

from opencc import OpenCC

from news.legacy.readings import readings_of, toneless

TO_TRADITIONAL = OpenCC("s2t")
# Those that the first tool leaves alone, because they are characters of both scripts.
OF_BOTH = "后着里制干台面松系复向于余谷斗几卜术只郁准云仆"
TABLE = tuple(
    "网经协业环发规优务区会实机项个对国长势书开门见来听万无动电产总员认设进强质责调当学现关点团习态识"
    "医导应乡转达运报战级构创农蓝补联错内镇续灾险"
)
ANNOTATED = 0.12  # of the characters
LEADS = range(0x81, 0xFF)
TRAILS = range(0x40, 0xFF)


def first_tool(lines, number):
    """Traditional by character, the toned reading behind those of a table cut at some place.

    What the tool takes for characters are bytes of GBK, wherever they begin.
    """
    table = [traditional(c) for c in TABLE[: 12 + number * 7 % 56]]
    return [_annotated(line, table) for line in lines]


def second_tool(lines, number):
    """Toneless readings behind a tenth of all characters, once to three times."""
    chance = random.Random(number)  # noqa: S311 -- test data

    def times():
        return chance.choice([1, 2, 3]) if chance.random() < ANNOTATED else 0

    return ["".join(c + _toneless(c) * times() for c in line) for line in lines]


@lru_cache(maxsize=10_000)
def traditional(character):
    changed = character if character in OF_BOTH else TO_TRADITIONAL.convert(character)
    return changed if changed.encode("gbk", "ignore") else character


def _toneless(character):
    found = readings_of(character) if "\u4e00" <= character <= "\u9fff" else ()
    return f"({toneless(found[0]).replace('v', 'u')})" if found else ""


def _annotated(line, table):
    data = "".join(map(traditional, line)).encode("gbk", "ignore")
    for character in table:
        code = character.encode("gbk")
        data = data.replace(code, code + f"({readings_of(character)[0]})".encode("gbk"))
    return _decoded(data)


def _decoded(data):
    """As programs of that time read GBK: a first byte without its second takes it along as “?”."""
    text, position = [], 0
    while position < len(data):
        pair = data[position : position + 2]
        if pair[0] not in LEADS:
            text.append(chr(pair[0]))
            position += 1
            continue
        is_pair = len(pair) == len(b"ab") and pair[1] in TRAILS
        text.append(pair.decode("gbk", "replace")[:1] if is_pair else "?")
        position += 2
    return "".join(text)
