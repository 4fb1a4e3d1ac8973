"""How Han characters are read: full pinyin without tones, and initials.

pypinyin is loaded when a word is first read (12 MB and 45 ms without its phrases): words that the
table of terms already knows never need it. Characters with several readings give several; which
of them is meant, its phrases would only guess, so each word is kept under all of them.
"""

import os
from functools import lru_cache
from itertools import islice, product

from core.place_readings import NAMES

# Readings kept: of a character, of a word.
PER_CHARACTER, PER_WORD = 3, 8


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """A word's readings in syllables, the likeliest first: 重庆 → (chong, qing), (zhong, qing)."""
    if word in NAMES:
        return (tuple(NAMES[word].split()),)
    if not word:
        return ()
    choices = (sounds_of(character)[:PER_CHARACTER] for character in word)
    return tuple(islice(product(*choices), PER_WORD))


def spelt(word: str) -> list[tuple[str, str]]:
    """(full pinyin, initials) of each reading: 格尔木 → (geermu, gem)."""
    found = (("".join(s), "".join(part[0] for part in s)) for s in readings(word))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def sounds_of(character: str) -> tuple[str, ...]:
    """Every reading of a character in letters, the likeliest first."""
    # Its table of phrases would cost 42 MB more.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    sounds = found[0] if found and found[0] else [character]
    # 绿 is typed as lv, and by those who do not know, as lu.
    return tuple(dict.fromkeys(f for s in sounds for f in (s, s.replace("v", "u"))))
