"""Which words of a query anything in reach holds."""

import pytest

from search.held_words import words_held
from search.scopes import SubtreeScope
from search.term_statistics import FREQUENCIES
from search.tsquery import Word
from tests.factories import ParkFactory


@pytest.mark.django_db
def test_words_of_published_entries_of_the_place_are_held(site):
    ParkFactory(region=site.region, name="盐湖园", summary="铁路到园区")
    words = [Word(text) for text in ("盐湖", "铁路", "食堂")]
    assert words_held(words, SubtreeScope(site), FREQUENCIES) == words[:2]
