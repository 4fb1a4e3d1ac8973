"""Words that the general dictionary would break into single characters.

Fixed terms stand here; names of regions, parks, columns and industries come from the tables: an
app above registers where its words are (`register` in AppConfig.ready). Each process reads them
when it first cuts a text and again every SEARCH_WORDS_SECONDS. A new name is therefore known
everywhere within minutes. Texts indexed before that keep their old cut, and are found by a new
word only where its parts are words too (`parts`): run `manage.py reindex` after adding many names.
Names that are gone stay known until the process ends, which harms nobody.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock

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
# Names of two characters are also parts of other words: 城中, 和平.
SHORTEST, LONGEST = 3, 12
# Runs of characters of which the words are kept, and the longest of them.
KEPT_RUNS, LONGEST_KEPT = 2_000, 40

Source = Callable[[], Iterable[str]]


class Dictionary:
    """A cutter of our own (words added here do not reach other users of rjieba) and its words."""

    def __init__(self, seconds: Callable[[], float]):
        self._sources: list[Source] = []
        self._lock = Lock()
        self._cutter = None
        self._kept_cut = lru_cache(KEPT_RUNS)(self._cut)
        self._names = Refreshed(self._learn, empty=frozenset(), seconds=seconds)

    def register(self, source: Source):
        """`source()` gives the names an app knows; asked again whenever words are read."""
        if source not in self._sources:
            self._sources.append(source)

    @property
    def names(self) -> frozenset[str]:
        """The names the cutter knows; as with cutter(), the tables are read when it is time."""
        return self._names.get()

    def cutter(self) -> rjieba.Jieba:
        self._names.get()
        return self._made_cutter()

    def load(self):
        """The cutter with its fixed words; names of the tables come with the first text."""
        self._made_cutter()

    def cut_for_search(self, run: str) -> tuple[str, ...]:
        """Words and their parts; what rows of a list repeat is cut once."""
        names = self._names.get()
        return self._kept_cut(run, names) if len(run) <= LONGEST_KEPT else self._cut(run, names)

    def _cut(self, run, names):  # noqa: ARG002 -- what is kept counts for these names
        return tuple(self._made_cutter().cut_for_search(run))

    def read(self) -> set[str]:
        """The names in the tables now, as the dictionary wants them."""
        found = {word for source in self._sources for word in source()}
        return {word for word in found if SHORTEST <= len(word) <= LONGEST}

    def reset(self):
        """Forget everything, as in a new process."""
        self._cutter = None
        self._kept_cut.cache_clear()
        self._names.reset()

    def _made_cutter(self):
        with self._lock:
            if self._cutter is None:
                self._cutter = _new_cutter()
            return self._cutter

    def _learn(self, known):
        """Add the names that are new to the cutter; gives all it knows."""
        new, cutter = self.read() - known, self._made_cutter()
        for word in new:
            cutter.add_word(word, FREQUENCY, "n")
        return known | new


def _new_cutter():
    cutter = rjieba.Jieba()
    for word in (*PLACES, *TERMS):
        cutter.add_word(word, FREQUENCY, "n")
    return cutter


DICTIONARY = Dictionary(lambda: settings.SEARCH_WORDS_SECONDS)
register = DICTIONARY.register
segmenter = DICTIONARY.cutter
