"""What a reader's text asks of the index: conditions in the notation of tsquery."""

import itertools
import math
import re
from dataclasses import dataclass

from search.common_characters import COMMON
from search.dictionary import DICTIONARY, segmenter
from search.place_names import NO_PLACE, PlaceName
from search.term_statistics import Frequencies
from search.tokenizer import HAN, MAX_TOKEN, normalise, pairs, query_words, run_parts, squeeze
from search.vectors import all_of, any_of, fact, in_region, quoted

MAX_WORDS = 12
# Words of which half are asked for: their combinations must stay few.
HALVED = 6
VOLTS = re.compile(r"(?<=\d)\s?千伏(?!安)")
# 2025年第2号 is 〔2025〕2号.
YEAR_AND_NUMBER = re.compile(r"((?:19|20)\d\d)\s?年\s?第?\s?(?=\d{1,4}\s?号)")


@dataclass(frozen=True)
class Word:
    """One word of a query: how it can be read (search.pinyin_queries), what else it may be called
    (search.synonyms) and what place it names (search.place_names).
    """

    text: str
    readings: tuple = ()
    synonyms: tuple[str, ...] = ()
    place: PlaceName = NO_PLACE

    def terms(self) -> list[str]:
        """All words that it may sound like."""
        readings = (*self.readings, *self.place.readings)
        return list({term: 1 for reading in readings for piece in reading for term in piece})

    def anywhere(self) -> str:
        """Held by the title, the names, the codes or the body, or the place where it lies.

        Common characters by the first of these.
        """
        others = [all_of(word.anywhere() for word in words) for words in self._otherwise()]
        if len(self.text) == 1 and HAN.match(self.text):
            in_body = [] if self.text in COMMON else [quoted(self.text)]
            return any_of([self.in_head(), *in_body, *others])
        whole = quoted(squeeze(self.text) if len(self._parts()) > 1 else self.text[:MAX_TOKEN])
        read = (*self._by_sound(), *self._by_place())
        return any_of([whole, self._by_parts(""), self._by_pairs(), *read, *others])

    def in_head(self) -> str:
        """Held by the title, the names or the codes."""
        others = [all_of(word.in_head() for word in words) for words in self._otherwise()]
        if HAN.match(self.text):
            return any_of([heads_with(self.text), *self._by_sound(), *others])
        whole = squeeze(self.text) if len(self._parts()) > 1 else self.text[:MAX_TOKEN]
        return any_of([quoted(f"^{whole}"), self._by_parts("^"), *self._by_sound(), *others])

    def _otherwise(self):
        """Each synonym in words of its own."""
        return [[Word(word) for word in query_words(synonym)] for synonym in self.synonyms]

    def share(self, frequencies: Frequencies) -> float:
        """The share of all entries that hold it, 0 when it is not common."""
        others = sum(
            min((word.share(frequencies) for word in words), default=0)
            for words in self._otherwise()
        )
        if len(self.text) == 1 and HAN.match(self.text):
            in_body = 0 if self.text in COMMON else frequencies.share(self.text)
            return min(max(frequencies.share(f"^{self.text}"), in_body) + others, 1)
        as_written = frequencies.share(squeeze(self.text))
        lying_there = sum(frequencies.share(fact(in_region(code))) for code in self.place.adcodes)
        by_sound = self._share_by_sound(frequencies)
        return min(as_written + lying_there + by_sound + others, 1)

    def head_share(self, frequencies: Frequencies) -> float:
        """The share of all entries whose title holds it, as far as it is common."""
        others = sum(
            min((word.head_share(frequencies) for word in words), default=0)
            for words in self._otherwise()
        )
        as_written = titled_share(self.text, frequencies)
        return min(as_written + self._share_by_sound(frequencies) + others, 1)

    def _share_by_sound(self, frequencies):
        return sum(
            math.prod(sum(titled_share(term, frequencies) for term in piece) for piece in reading)
            for reading in (*self.readings, *self.place.readings)
        )

    def _parts(self):
        return [] if HAN.match(self.text) else run_parts(self.text)[:MAX_WORDS]

    def _by_parts(self, sign):
        """400-116-9096 is also all of its parts; a name also the words that cover it."""
        parts = self._parts()
        if len(parts) > 1:
            return all_of(quoted(sign + part[:MAX_TOKEN]) for part in parts)
        return all_of(map(quoted, covering_words(self.text))) if not sign else ""

    def _by_pairs(self):
        """A title holds a word that its own cut does not show when it holds all its pairs."""
        return heads_with(self.text) if HAN.match(self.text) and len(self.text) > 2 else ""

    def _by_sound(self):
        readings = (*self.readings, *self.place.readings)
        return [all_of(any_of(map(heads_with, piece)) for piece in reading) for reading in readings]

    def _by_place(self):
        return [quoted(fact(in_region(code))) for code in self.place.adcodes]


def heads_with(han: str) -> str:
    """Titles, names and codes that hold this run of Han characters (or this other word)."""
    if not HAN.match(han):
        return quoted(f"^{han[:MAX_TOKEN]}")
    return all_of(quoted(f"^{part}") for part in pairs(han[:MAX_TOKEN]) or [han])


def titled_share(word: str, frequencies: Frequencies) -> float:
    """The share of all entries whose title, names or codes hold the rarest pair of a word."""
    parts = (HAN.match(word) and pairs(word)) or [word]
    return min(frequencies.share(f"^{part}") for part in parts)


def covering_words(name: str) -> list[str]:
    """The words within a name of the tables, when together they cover it; else nothing.

    An entry cut before the name was known holds them instead of the name.
    """
    if name not in DICTIONARY.names:
        return []
    words = [w for w in segmenter().cut_for_search(name) if 1 < len(w) < len(name)]
    covered = {i for w in words for i in range(name.find(w), name.find(w) + len(w))}
    return words if len(covered) == len(name) else []


def no_synonyms(word: str) -> tuple[str, ...]:  # noqa: ARG001 -- as search.synonyms has it
    """For texts that are looked for as they are written."""
    return ()


def parts_of(word: str) -> list[str]:
    """The shorter words within a compound that no text holds as such."""
    found = segmenter().cut_for_search(word) if HAN.match(word) else ()
    return [part for part in found if 1 < len(part) < len(word)]


@dataclass(frozen=True)
class Query:
    """A reader's text, cut. Without words it finds nothing."""

    text: str
    words: tuple[Word, ...]
    squeezed: str = ""
    joined: Word | None = None

    @classmethod
    def of(cls, text: str, readings: dict | None = None, synonyms=no_synonyms, places=None):
        """`readings` are those of the text's Latin runs, from search.pinyin_queries; `synonyms`
        gives the others that a word may be called by (search.synonyms); `places` those that a word,
        or all of them written as one, names (search.place_names).
        """
        found, known, places = query_words(text)[:MAX_WORDS], readings or {}, places or {}

        def read(word, synonyms=no_synonyms):
            readings = tuple(known.get(word, ()))
            return Word(word, readings, tuple(synonyms(word)), places.get(word, NO_PLACE))

        words = tuple(read(word, synonyms) for word in found)
        number = squeeze(YEAR_AND_NUMBER.sub(r"\1 ", normalise(text)))
        if len(found) < 2:
            return cls(text, words)
        whole = "".join(found)
        joined = read(whole) if whole in known or whole in places else None
        return cls(text, words, number, joined)

    def in_parts(self, unheld, synonyms=no_synonyms) -> "Query":
        """The same with these words in their parts: 引进人才 is 引进 and 人才."""
        kept = {}
        for word in self.words:
            parts = parts_of(word.text) if word in unheld else ()
            read = {part: Word(part, synonyms=tuple(synonyms(part))) for part in parts}
            kept |= read or {word.text: word}
        return Query(" ".join(kept), tuple(kept.values()))

    def without(self, dropped) -> "Query":
        """The same without some of its words."""
        if not dropped:
            return self
        kept = tuple(word for word in self.words if word not in dropped)
        return Query(" ".join(word.text for word in kept), kept)

    @property
    def normal(self):
        """As names and codes are compared."""
        return " ".join(normalise(self.text).split())

    def anywhere(self) -> str:
        """Entries that hold all words, or the text as one number: 0979 841 2345."""
        words = all_of(word.anywhere() for word in self.words)
        return any_of([self._as_number(""), words, self.joined and self.joined.anywhere()])

    def in_head(self) -> str:
        """Entries whose title, names and codes hold all words."""
        words = all_of(word.in_head() for word in self.words)
        return any_of([self._as_number("^"), words, self.joined and self.joined.in_head()])

    def share(self, frequencies: Frequencies) -> float:
        """The share of all entries expected to hold all words, if each came independently."""
        together = math.prod(word.share(frequencies) for word in self.words)
        return max(together, self.joined.share(frequencies) if self.joined else 0)

    def head_share(self, frequencies: Frequencies) -> float:
        """The share of all entries expected to hold all words in their titles."""
        return math.prod(word.head_share(frequencies) for word in self.words)

    def widest_share(self, frequencies: Frequencies) -> float:
        """The share of all entries that hold the most common of the words."""
        return max((word.share(frequencies) for word in self.words), default=0)

    def half(self) -> str:
        """Entries that hold at least half of the longest words; nothing for a single word."""
        if len(self.words) < 2:
            return ""
        longest = sorted(self.words, key=lambda word: -len(word.text))[:HALVED]
        asked = [word.anywhere() for word in longest]
        return any_of(map(all_of, itertools.combinations(asked, (len(asked) + 1) // 2)))

    def _as_number(self, sign):
        has_digits = any(c.isdigit() for c in self.squeezed)
        return quoted(sign + self.squeezed) if has_digits else ""
