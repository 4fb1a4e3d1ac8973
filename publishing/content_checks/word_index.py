"""Many words looked for in one walk over a text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

SHORTEST = 2  # characters of a word; single ones stand in too many others


class WordIndex:
    """Words by their first two characters: at each place only those are compared."""

    def __init__(self, words: Iterable[str]):
        self._by_start = defaultdict(list)
        for word in sorted(set(words), key=len, reverse=True):
            if len(word) >= SHORTEST:
                self._by_start[word[:SHORTEST]].append(word)

    def candidates(self, start: str) -> list[str]:
        """Words that begin so, the longest first."""
        return self._by_start.get(start, [])

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """(place, word), the longest at each place; what lies within a found word is passed."""
        if not self._by_start:
            return
        place, last = 0, len(text) - SHORTEST
        while place <= last:
            for word in self.candidates(text[place : place + SHORTEST]):
                if text.startswith(word, place):
                    yield place, word
                    place += len(word) - 1
                    break
            place += 1


class Spans:
    """Stretches of a text that do not overlap, to ask whether one lies around something."""

    def __init__(self, spans: Iterable[tuple[int, int]]):
        found = sorted(spans)
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def cover(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and self._ends[place] >= end
