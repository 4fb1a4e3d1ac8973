"""How a name sounds: 张伟 and 章玮 on the telephone are one."""

import re

from core.pinyin import readings
from core.text_folding import fold

# What stands beside a name and is none of it.
TITLES = re.compile(
    "(?:女士|先生|小姐|经理|总经理|董事长|总监|主任|老师|工程师|厂长|局长|科长|老板|总|工|董)+$"
)
FEWEST, MOST = 2, 10  # characters: a family name alone is shared by millions
LONGEST = 80


def name_sound(name: str) -> str:
    """Pinyin without tones of the usual reading; "" of a family name alone."""
    bare = TITLES.sub("", "".join(c for c in fold(name) if c.isalnum()))
    if not FEWEST <= len(bare) <= MOST:
        return ""
    return "".join(_sound(character) for character in bare)[:LONGEST]


def _sound(character):
    found = readings(character)
    return "".join(found[0]) if found else character
