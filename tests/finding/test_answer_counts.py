"""How many places answer, in the same words on every page."""

import pytest

from finding.answer_counts import AnswerCounts
from tests import factories


@pytest.mark.parametrize(
    ("counts", "words", "button"),
    [
        (AnswerCounts(0, 2, is_judged=True), "0 处确定满足 · 2 处待核实", "确定 0·待核实 2"),
        (AnswerCounts(12, 0, is_judged=False), "12 处", "12 处"),
        (
            AnswerCounts(10_001, 1_234, is_judged=True),
            "10,000+ 处确定满足 · 1,234 处待核实",
            "确定 10,000+·待核实 1,234",
        ),
    ],
)
def test_counts_say_what_is_certain_where_needs_are_given(counts, words, button):
    assert counts.words == words
    assert counts.on_button == button


def test_list_map_and_questions_say_the_same_two_numbers(client, site):
    for height in (10, None, 6):
        factories.BuildingSpecFactory(listing__region=site.region, clear_height_m=height)
    asked = "kind=factory&height_min=9"
    pages = [client.get(f"/golmud/{path}?{asked}") for path in ("listings/", "map/")]
    questions = client.get(f"/golmud/guide/fit/result/?{asked}")
    for page in (*pages, questions):
        assert "1 处确定满足 · 1 处待核实" in page.text
