import pytest

from news.legacy.confidence import is_sure, of_body, of_fact
from news.legacy.evidence import Fact

SURE = {"title": 99, "date": 95, "source": 95, "body": 95}


@pytest.mark.parametrize(
    ("fact", "confidence"),
    [
        (Fact("标题", "h1、title 元素"), 99),
        (Fact("标题", "h1"), 95),
        (Fact("标题", "h1、title 元素", "标题取自 h1，但……"), 60),
        (Fact(), 0),
    ],
)
def test_what_two_places_say_is_surer_and_a_doubt_is_not_sure(fact, confidence):
    assert of_fact(fact) == confidence


@pytest.mark.parametrize(
    ("is_damaged", "is_doubted", "is_in_own_element", "confidence"),
    [(0, 0, 1, 99), (0, 0, 0, 95), (0, 1, 1, 60), (1, 0, 1, 30)],
)
def test_a_damaged_body_is_a_guess(is_damaged, is_doubted, is_in_own_element, confidence):
    said = {"is_damaged": is_damaged, "is_doubted": is_doubted}
    assert of_body(**said, is_in_own_element=is_in_own_element) == confidence


def test_every_field_must_reach_the_threshold():
    assert is_sure(SURE)
    assert not is_sure(SURE | {"author": 80})
    assert is_sure(SURE | {"author": 80}, threshold=80)
    assert not is_sure({name: value for name, value in SURE.items() if name != "date"}, 1)
