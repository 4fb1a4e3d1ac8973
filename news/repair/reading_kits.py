"""Readings that rewriting tools put behind characters, taken out: 會(huì), 园(yuan)(yuan).

Two tools are known. The first turned a text into traditional characters one by one and put the
toned reading behind some of them, always the same ones. The second puts readings without tones
behind any character, often two or three times. Whether one of them was at work is decided by the
whole text; then a reading goes only where no honest author can have put it. Everything else in
brackets stays: units, formulas, names, explanations, readings of rare characters, and a single
reading that its character seldom has, as names do.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from opencc import OpenCC

from news.legacy.commonness import is_common, is_only_in
from news.legacy.readings import HAN, LETTERS, is_usual, readings_of, toneless

SYLLABLE = rf"(?:{LETTERS}|[ɑɡ]){{1,6}}[1-5]?"
OPEN, CLOSE = r"[(（\[［【〔]", r"[)）\]］】〕]"
BRACKET = rf" ?{OPEN} ?{SYLLABLE} ?{CLOSE}"
ANNOTATED = re.compile(rf"({HAN})((?:{BRACKET})+)")
SPELT = re.compile(SYLLABLE)
# What the byte before a bracket came to where the first tool broke a character in two.
BROKEN = re.compile(rf"[?？\ufffd]({SYLLABLE}) ?{CLOSE}")
IS_SYLLABLE = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:n|ng|r)?")
TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
FEWEST_TONED, FEWEST_CHARACTERS = 3, 2
FEWEST_TONELESS, FEWEST_ONCE, FEWEST_REPEATED, SPARSE = 8, 12, 2, 4
MOST_NEEDLESS = 1
COMMAS = re.compile(r"[,，]+(?=[,，。、；：！？])")
SIMPLIFY = OpenCC("tw2s")
# By words: 标准 is 標準, 批准 stays.
TRADITIONAL_WORDS = OpenCC("s2t")
# One character of simplified text where traditional text tells two apart.
UNITED = frozenset("后准术并制复里干于面系松郁")
FEWEST_LEFT = 2
# What tw2s leaves.
LEFT_OVER = str.maketrans("堿陜", "碱陕")


@dataclass(frozen=True)
class Hit:
    """A character with the readings in brackets behind it."""

    character: str
    spelt: tuple[str, ...]

    @classmethod
    def of(cls, found):
        return cls(found[1], tuple(SPELT.findall(found[2])))

    @property
    def is_one(self):
        return len(set(self.spelt)) == 1

    @property
    def is_toned(self):
        return any(tone_of(each)[1] for each in self.spelt)

    @property
    def is_expected(self):
        """Whether everybody who knows the character reads it so."""
        usual, its_tone = tone_of(next(iter(readings_of(self.character)), ""))
        sound, tone = tone_of(self.spelt[0])
        return sound in {usual, usual.replace("v", "u")} and tone in (0, its_tone)

    @property
    def is_right(self):
        """Whether all of them are one reading of the character."""
        if not self.is_one:
            return False
        sound, tone = tone_of(self.spelt[0])
        return any(
            sound == known and tone in (0, its_tone)
            for known, its_tone in sounds_of(self.character)
        )


@dataclass(frozen=True)
class Kits:
    """What the readings of a text tell: which tools were at work, and on which characters."""

    is_toned: bool = False
    is_toneless: bool = False
    # Of the first tool: characters that always carry the one reading they have in the text.
    carriers: frozenset[str] = frozenset()
    seen: frozenset[str] = field(default=frozenset(), repr=False)

    def __bool__(self):
        return self.is_toned or self.is_toneless

    def takes(self, hit: Hit) -> bool:
        """Whether a tool, and nobody else, put this reading there."""
        if not hit.is_right:
            return False
        if not hit.is_toned:
            is_help = len(hit.spelt) == 1 and not is_common(hit.character)  # 茌(chi)平
            return self.is_toneless and not is_help
        # Characters that only the repair of broken bytes brought to light are new to the text.
        is_carrier = hit.character in self.carriers or hit.character not in self.seen
        return self.is_toned and has_simpler_form(hit.character) and is_carrier


def kits_of(lines: Iterable[str]) -> Kits:
    """Which tools were at work on the text; looked at before anything is taken out."""
    lines = list(lines)
    text = "\n".join(lines)
    hits = [Hit.of(found) for found in ANNOTATED.finditer(text)]
    toned = [hit for hit in hits if hit.is_toned and hit.is_right]
    rest = [hit for hit in hits if not hit.is_toned and is_spoken(hit)]
    return Kits(
        is_toned=_is_of_first_kit(toned, lines),
        is_toneless=_is_of_second_kit(rest, text),
        carriers=_carriers(toned, text),
        seen=frozenset(text),
    )


def strip_readings(line: str, kits: Kits) -> tuple[str, int]:
    """The line without the readings that the tools put there, and how many brackets went."""
    gone = 0

    def replace(found):
        nonlocal gone
        hit = Hit.of(found)
        if not kits.takes(hit):
            return found[0]
        gone += len(hit.spelt)
        return hit.character

    return ANNOTATED.sub(replace, line), gone


def collapse_commas(line: str) -> tuple[str, int]:
    """The comma gone that one of the tools set before every mark."""
    return COMMAS.subn("", line)


def simplified(line: str) -> str:
    """In simplified characters; of words only those that differ by character, not by usage."""
    return SIMPLIFY.convert(line).translate(LEFT_OVER)


def is_mostly_traditional(text: str) -> bool:
    """More characters that only traditional text has than such of simplified text."""
    counts = Counter(text)
    traditional = sum(n for c, n in counts.items() if has_simpler_form(c))
    return traditional > sum(n for c, n in counts.items() if is_only_in(c, "gb2312", "big5"))


@lru_cache(maxsize=20_000)
def has_simpler_form(character: str) -> bool:
    return simplified(character) != character


@lru_cache(maxsize=20_000)
def sounds_of(character: str) -> frozenset[tuple[str, int]]:
    """Every reading as (letters, tone); ü as v and as u."""
    found = {tone_of(reading) for reading in readings_of(character)}
    return frozenset(found | {(sound.replace("v", "u"), tone) for sound, tone in found})


@lru_cache(maxsize=20_000)
def tone_of(syllable: str) -> tuple[str, int]:
    """("qu", 1) of qū and qu1; 0 where no tone is given."""
    spelt = unicodedata.normalize("NFD", syllable.replace("ɑ", "a").replace("ɡ", "g"))
    tone = next((TONES[c] for c in spelt if c in TONES), 0)
    number = int(syllable[-1]) if syllable[-1].isdigit() else 0
    return toneless(spelt), tone or number


def is_spoken(hit: Hit) -> bool:
    """Whether what stands in its brackets looks like a syllable at all: km and kg do not."""
    return all(IS_SYLLABLE.fullmatch(toneless(each)) for each in hit.spelt)


def _is_of_first_kit(toned, lines):
    """Of lines that hold readings: titles and facts beside them may be of another hand."""
    annotated = "".join(filter(ANNOTATED.search, lines))
    with_form = [hit for hit in toned if has_simpler_form(hit.character)]
    others = [hit for hit in toned if not has_simpler_form(hit.character)]
    needless = [
        hit for hit in others if is_common(hit.character) and is_usual(hit.character, hit.spelt[0])
    ]
    is_enough = (
        len(with_form) >= FEWEST_TONED
        and len({hit.character for hit in with_form}) >= FEWEST_CHARACTERS
    )
    return (
        (is_enough or _is_of_few_readings(with_form, "".join(lines)))
        and len(with_form) >= len(others)
        and len({hit.character for hit in needless}) <= MOST_NEEDLESS
        and is_mostly_traditional(annotated)
    )


def _is_of_few_readings(hits, text):
    """Few readings, none of which anybody needs, in a text turned character by character.

    Who writes traditional characters writes 標準 and 技術; the tool left 标准 as 標准.
    """
    if not hits or any(not is_common(h.character) or not h.is_expected for h in hits):
        return False
    by_words = TRADITIONAL_WORDS.convert(simplified(text))
    left = sum(was in UNITED and was != now for was, now in zip(text, by_words, strict=False))
    return len(by_words) == len(text) and left >= FEWEST_LEFT


def _is_of_second_kit(hits, text):
    """Repeated readings are nobody's habit; single ones only many, far between, all of them right.

    Who teaches children or explains an address annotates character after character.
    """
    brackets = sum(len(hit.spelt) for hit in hits)
    right = [hit for hit in hits if hit.is_right]
    if brackets < FEWEST_TONELESS or len(right) * 10 < len(hits) * 9:
        return False
    if sum(len(hit.spelt) > 1 for hit in right) >= FEWEST_REPEATED:
        return True
    han = sum(1 for _ in re.finditer(HAN, text))
    is_far_between = not re.search(f"{ANNOTATED.pattern}{ANNOTATED.pattern}", text)
    return len(right) >= FEWEST_ONCE and len(hits) * SPARSE <= han and is_far_between


def _carriers(toned, text):
    """Characters that always carry one reading; of a single one, only the usual: not 單(shàn)縣."""
    readings, expected = defaultdict(set), set()
    for hit in toned:
        readings[hit.character].add(tone_of(hit.spelt[0]))
        if hit.is_expected:
            expected.add(hit.character)
    stands, carries = Counter(text), Counter(hit.character for hit in toned)
    return frozenset(
        character
        for character, found in readings.items()
        if len(found) == 1
        and stands[character] == carries[character]
        and (stands[character] > 1 or character in expected)
    )
