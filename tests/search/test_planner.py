"""The more is expected to answer, the less of it is read at once."""

import datetime

import pytest

from search.date_shares import DateShares
from search.models import SearchEntry
from search.planner import DAYS_BACK, Planner
from search.term_statistics import Statistics
from search.time_buckets import ALL_TIME

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
    [
        (1_001, ("2026", "2025", "2024")),
        (2_001, ("2026q4", "2026q3", "2026q2", "2026q1", "2025")),
        (7_001, ("2026-11", "2026-10", "2026q3")),
        (24_001, ("2026-11w3", "2026-11w2", "2026-11w1", "2026-10")),
        (200_000, ("2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17")),
    ],
)
def test_newest_spans_are_the_shorter_the_more_is_expected(expected, newest):
    planner = Planner(Known({}, 0), few=1_000)
    assert planner.spans(expected, 300, TODAY).near == newest


def test_spans_follow_the_days_that_entries_are_dated():
    """A tenth of all came today: of what tells no more than its type a day is enough."""
    dates = DateShares({TODAY: 0.1}, [datetime.date(2016, 11, 21), TODAY])
    planner = Planner(Known({}, 0, dates), few=1_000)
    assert planner.spans(3_001, 300, TODAY).near == ("2026-11-21", "2026-11-20")
    assert planner.spans(2_000, 300, TODAY).near[0] == "2026q4"


def test_days_are_asked_for_only_where_all_entries_name_theirs():
    before = TODAY - datetime.timedelta(days=DAYS_BACK)
    planner = Planner(Known({}, 0), few=1_000)
    assert planner.spans(200_000, 300, TODAY, until=before).near[0] == "2026-11-18"
    earlier = before - datetime.timedelta(days=2)
    assert planner.spans(200_000, 300, TODAY, until=earlier).near[0] == "2026-11w3"


def test_little_is_read_whole():
    assert Planner(Known({}, 0), few=1_000).spans(1_000, 300, TODAY) == ALL_TIME
