"""Words that the general dictionary would break into single characters.

Fixed terms stand here and are told to the one dictionary that rjieba loads (24 MB), by which texts,
headings and old pages are cut; names of regions, parks, columns and industries come from the
tables: an app above registers where its words are (`register` in AppConfig.ready). They lie in a
small dictionary of their own, so that a heading is broken into the same lines whatever names a
process has met. Each process reads them when it first cuts a text and again every
SEARCH_WORDS_SECONDS. A new name is therefore known everywhere within minutes. Texts indexed before
that keep their old cut, and are found by a new word only where its parts are words too (`parts`):
run `manage.py reindex` after adding many names. Names that are gone stay known until the process
ends, which harms nobody.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate

import rjieba
from django.conf import settings

from core.refreshed import Refreshed

PLACES = (
    "大柴旦", "小柴旦", "花土沟", "茫崖市", "察尔汗", "那棱格勒", "锡铁山", "鱼卡", "乌图美仁",
    "藏青工业园", "昆仑经开区", "柴达木", "格库铁路", "格敦铁路", "青藏铁路",
)  # fmt: skip
TERMS = (
    "标准地", "亩均税收", "容积率", "承重", "层高", "柱距", "行车", "货梯", "环评", "能评",
    "专精特新", "免申即享", "即申即享", "规上企业", "高新技术企业", "小微企业", "飞地经济",
    "零碳园区", "源网荷储", "绿电", "增量配电网", "化工园区", "循环经济", "碳酸锂", "氢氧化锂",
    "氯化镁", "氯化钾", "老卤", "卤水", "光伏", "光热", "储能", "熔盐", "三通一平", "七通一平",
    "国办发", "国发", "青政发", "青政办", "西政办", "格政办", "格政",
)  # fmt: skip
FREQUENCY = 100_000
# The more often all words together are met, the dearer is each further one: with this weight, of a
# sign that no text holds, long words win over two short ones (哪天, 不在).
NO_WORD, ITS_FREQUENCY = "\x00", 3_400 * FREQUENCY
# Names of two characters are also parts of other words: 城中, 和平.
SHORTEST, LONGEST = 3, 12
# Runs of characters of which the words are kept, and the longest of them.
KEPT_RUNS, LONGEST_KEPT = 2_000, 40

Source = Callable[[], Iterable[str]]


class Cutter:
    """Cuts runs of Han by the general dictionary and by names of our own beside it.

    A name counts where the general dictionary would break it: 昆仑经开区 is one word, and 格尔木 is
    none in 格尔木机场.
    """

    def __init__(self):
        self._names = rjieba.Jieba.empty()
        self._known: set[str] = set()

    def add_word(self, word: str):
        self._names.add_word(word, FREQUENCY, "n")
        self._known.add(word)

    def cut(self, run: str) -> list[str]:
        pieces = self._names.cut(run, hmm=False)
        return rjieba.cut(run) if self._known.isdisjoint(pieces) else [*self._words(run, pieces)]

    def cut_for_search(self, run: str) -> list[str]:
        """Words, and before each long one its parts of two and three characters that are words."""
        pieces = self._names.cut(run, hmm=False)
        if self._known.isdisjoint(pieces):
            return rjieba.cut_for_search(run)
        words = self._words(run, pieces)
        return [part for word in words for part in (*self._parts(word), word)]

    def _words(self, run, pieces):
        """`pieces`: the run cut into names and single characters."""
        edges = {*accumulate(map(len, rjieba.cut(run, hmm=False)))}
        done = 0
        for name, end in zip(pieces, accumulate(map(len, pieces)), strict=True):
            start = end - len(name)
            if name in self._known and not edges.isdisjoint(range(start + 1, end)):
                yield from rjieba.cut(run[done:start])
                yield name
                done = end
        yield from rjieba.cut(run[done:])

    def _parts(self, word):
        for size in (2, 3):
            if len(word) > size:
                parts = (word[n : n + size] for n in range(len(word) - size + 1))
                yield from (p for p in parts if p in self._known or rjieba.has_word(p))


class Dictionary:
    """The cutter and the names that it has been told."""

    def __init__(self, seconds: Callable[[], float]):
        self._sources: dict[Source, int] = {}
        self._cutter = Cutter()
        self._kept_cut = lru_cache(KEPT_RUNS)(self._cut)
        self._names = Refreshed(self._learn, empty=frozenset(), seconds=seconds)

    def register(self, source: Source, *, shortest=SHORTEST):
        """`source()` gives the names an app knows; asked again whenever words are read.

        Names of fewer characters than `shortest` are left to the general dictionary.
        """
        self._sources.setdefault(source, shortest)

    @property
    def names(self) -> frozenset[str]:
        """The names the cutter knows; as with cutter(), the tables are read when it is time."""
        return self._names.get()

    def cutter(self) -> Cutter:
        self._names.get()
        return self._cutter

    def held(self):
        """A block within which no names are read from the tables."""
        return self._names.held()

    def cut_for_search(self, run: str) -> tuple[str, ...]:
        """Words and their parts; what rows of a list repeat is cut once."""
        names = self._names.get()
        return self._kept_cut(run, names) if len(run) <= LONGEST_KEPT else self._cut(run, names)

    def _cut(self, run, names):  # noqa: ARG002 -- what is kept counts for these names
        return tuple(self._cutter.cut_for_search(run))

    def read(self) -> set[str]:
        """The names in the tables now, as the dictionary wants them."""
        return {
            word
            for source, shortest in self._sources.items()
            for word in source()
            if shortest <= len(word) <= LONGEST
        }

    def reset(self):
        """Forget everything, as in a new process."""
        self._cutter = Cutter()
        self._kept_cut.cache_clear()
        self._names.reset()

    def _learn(self, known):
        """Add the names that are new to the cutter; gives all it knows."""
        new = self.read() - known
        for word in new:
            self._cutter.add_word(word)
        return known | new


def _add_fixed_words():
    for word in (*PLACES, *TERMS):
        rjieba.add_word(word, FREQUENCY, "n")
    rjieba.add_word(NO_WORD, ITS_FREQUENCY, "x")


_add_fixed_words()
DICTIONARY = Dictionary(lambda: settings.SEARCH_WORDS_SECONDS)
register = DICTIONARY.register
segmenter = DICTIONARY.cutter
