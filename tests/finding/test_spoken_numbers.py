"""Numbers as people write and say them."""

from decimal import Decimal

import pytest

from finding.spoken_numbers import spoken_number, spoken_range


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3000", "3000"),
        ("1.5万", "15000"),
        ("5 千", "5000"),
        ("三千", "3000"),
        ("一百", "100"),
        ("百", "100"),
        ("十", "10"),
        ("二十", "20"),
        ("十五", "15"),
        ("三千五", "3500"),
        ("两千零五", "2005"),
        ("一万五", "15000"),
        ("一万五千", "15000"),
        ("十二万", "120000"),
        ("一百二十亩"[:4], "120"),
        ("半", "0.5"),
        ("零", "0"),
    ],
)
def test_numbers_are_read(text, expected):
    assert spoken_number(text) == Decimal(expected)


def test_half_of_something_is_none():
    assert spoken_number("十万半") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("七八十", (70, 80)),
        ("两三千", (2000, 3000)),
        ("三五百", (300, 500)),
        ("一两万", (10000, 20000)),
        ("二十", None),
        ("八七十", None),
        ("零五十", None),
        ("3000", None),
    ],
)
def test_two_digits_side_by_side_are_a_range(text, expected):
    assert spoken_range(text) == expected
