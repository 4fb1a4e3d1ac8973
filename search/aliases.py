"""Former and everyday names of regions, read now and then: 冷湖行委 is looked for as 茫崖, too."""

import time
from collections.abc import Iterable
from threading import Lock

from django.conf import settings

from regions.models import RegionAlias


class FormerNames:
    """What regions of other names are called today."""

    def __init__(self):
        self._lock = Lock()
        self._read_at = None
        self._today: dict[str, str] = {}

    def readings(self, words: Iterable[str]) -> dict[str, list]:
        """{former name: ways to read it}, as those of search.pinyin_queries."""
        seconds = settings.SEARCH_WORDS_SECONDS
        if seconds and (self._read_at is None or time.monotonic() > self._read_at + seconds):
            with self._lock:
                self._read_at = time.monotonic()
                named = RegionAlias.objects.values_list("name", "region__short_name")
                self._today = dict(named)
        return {
            word: [((self._today[word],),)] for word in words if self._today.get(word, word) != word
        }

    def reset(self):
        """Forget everything, as in a new process."""
        self._read_at, self._today = None, {}


FORMER_NAMES = FormerNames()
