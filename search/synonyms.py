"""What else a reader's word may be called: from the table of synonyms, kept by each process."""

import re
from collections.abc import Callable

from django.conf import settings

from core.refreshed import Refreshed
from search.models.synonym_groups import SynonymGroup
from search.tokenizer import HAN, RUN

SHORTEST_END = 2


class Synonyms:
    """Words that mean the same, in both directions, as the table had them when last read."""

    def __init__(self, seconds: Callable[[], float]):
        self._known = Refreshed(_read, empty={}, seconds=seconds)

    def of(self, word: str) -> tuple[str, ...]:
        """The other words of its group."""
        return self._known.get().get(word, ())

    def named(self, word: str) -> tuple[str, ...]:
        """What else a word of a query may be called, also where only its end has synonyms.

        昆仑经开区 → 昆仑经济技术开发区, 昆仑经济开发区.
        """
        if others := self.of(word):
            return others
        for end, others in self.held_by(word):
            if word.endswith(end) and SHORTEST_END <= len(end) <= len(word) - SHORTEST_END:
                start = word.removesuffix(end)
                return tuple(start + other for other in others if HAN.match(other))
        return ()

    def spelt_out(self, text: str) -> str:
        """The normalised text with phrases of several Latin words in Chinese: salt lake → 盐湖."""
        return self._translated(text, lambda phrase: " " in phrase)

    def in_chinese(self, text: str) -> str:
        """The normalised text with all Latin words that it knows in Chinese."""
        return self._translated(text, lambda word: not HAN.match(word))

    def _translated(self, text, is_wanted):
        for word, others in self.held_by(text):
            chinese = next((other for other in others if HAN.match(other)), None)
            if chinese and is_wanted(word):
                text = re.sub(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", chinese, text)
        return text

    def held_by(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """(word, others) of those that the normalised text holds, the longest first.

        Latin words count as whole words only: land is not part of landing.
        """
        found = [
            (word, others)
            for word, others in self._known.get().items()
            if word in text
            and (HAN.search(word) or f" {word} " in f" {' '.join(RUN.findall(text))} ")
        ]
        return sorted(found, key=lambda row: -len(row[0]))

    def reset(self):
        """Forget everything, as in a new process."""
        self._known.reset()


def _read(before) -> dict[str, tuple[str, ...]]:
    known = {}
    for group in SynonymGroup.objects.filter(is_active=True).order_by("pk"):
        words = group.folded()
        for word in words:
            known.setdefault(word, tuple(other for other in words if other != word))
    return known


SYNONYMS = Synonyms(lambda: settings.SEARCH_WORDS_SECONDS)
