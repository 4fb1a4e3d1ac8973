"""The more is expected to answer, the less of it is read at once."""

import datetime

import pytest

from search.models import SearchEntry
from search.planner import ALL_TIME, Planner
from search.term_statistics import Statistics

Type = SearchEntry.Type
TODAY = datetime.date(2026, 11, 21)


class Known(Statistics):
    """Statistics as a planner asks them."""

    def share(self, lexeme):
        return self.shares.get(lexeme, 0)


def test_entries_of_a_type_are_those_of_all_its_places():
    shares = {"@r1/park/": 0.25, "@r2/park/": 0.5, "@r1/policy/": 0.75, "@r2/policy/": 0.75}
    eligible = Planner(Known(shares, 1_000)).eligible(["r1", "r2"])
    assert eligible == dict.fromkeys(Type, 0) | {Type.PARK: 750, Type.POLICY: 1_000}


@pytest.mark.parametrize(
    ("expected", "newest"),
    [(1_001, "2026"), (2_001, "2026q4"), (6_001, "2026-11"), (24_001, "2026-11w3")],
)
def test_first_spans_are_the_shorter_the_more_is_expected(expected, newest):
    spans = Planner(few=1_000).spans(expected, 300, TODAY)
    assert spans[1].names == (newest,)  # after all that lies ahead


def test_little_is_read_whole():
    assert Planner(few=1_000).spans(1_000, 300, TODAY) == ALL_TIME
