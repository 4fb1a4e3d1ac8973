"""Former and everyday names of regions: 冷湖行委 is looked for as 茫崖, too."""

from collections.abc import Callable, Iterable

from django.conf import settings

from core.refreshed import Refreshed
from regions.models import RegionAlias


class FormerNames:
    """What regions of other names are called today."""

    def __init__(self, seconds: Callable[[], float]):
        self._today = Refreshed(_read_today, empty={}, seconds=seconds)

    def readings(self, words: Iterable[str]) -> dict[str, list]:
        """{former name: readings of it}, as those of search.pinyin_queries."""
        today = self._today.get()
        return {word: [((today[word],),)] for word in words if today.get(word, word) != word}

    def reset(self):
        """Forget everything, as in a new process."""
        self._today.reset()


def _read_today(before) -> dict[str, str]:
    return dict(RegionAlias.objects.values_list("name", "region__short_name"))


FORMER_NAMES = FormerNames(lambda: settings.SEARCH_WORDS_SECONDS)
