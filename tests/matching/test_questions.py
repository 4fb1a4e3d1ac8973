"""The five questions ask for needs of the table, and tell purposes and times apart."""

from finding.needs import NEEDS
from matching.questions import PURPOSES, QUESTIONS, TIMINGS


def test_every_need_asked_is_in_the_table_of_needs():
    own = {"purpose", "kind", "offer", "area_min", "area_max", "area_unit", "water", "when"}
    names = {name for question in QUESTIONS for name in question.names}
    assert names - own - {need.name for need in NEEDS} == set()


def test_purposes_and_times_are_told_apart():
    assert len({purpose.value for purpose in PURPOSES}) == len(PURPOSES)
    assert [timing.days for timing in TIMINGS] == [91, 183, 365, None]
