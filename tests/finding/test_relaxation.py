"""What to ask instead: the next easier values in round numbers, the easiest last."""

import datetime
from decimal import Decimal

import pytest

from finding.needs import BY_NAME, Asked
from finding.ranges import Span
from finding.relaxation import eased


@pytest.mark.parametrize(
    ("name", "value", "easier"),
    [
        ("height_min", Decimal(9), ["8", "6.5", "4.5"]),
        ("power_min", Decimal(2000), ["1800", "1500", "1000"]),
        ("rail_max", Decimal(10), ["11", "14", "20"]),
        ("load_min", Decimal("0.5"), ["0.4", "0.3", "0.2"]),
        ("eia", True, []),
        ("fire", ["jia"], []),
    ],
)
def test_values_become_easier_and_stay_round(name, value, easier):
    found = eased(Asked(BY_NAME[name], value))
    assert [f"{asked.value.normalize():f}" for asked in found] == easier


def test_both_ends_of_a_span_move():
    asked = Asked(BY_NAME["area"], Span(Decimal(20), Decimal(50), "mu"))
    assert [str(one.value) for one in eased(asked)] == ["18–55", "15–70", "10–100"]


def test_a_day_may_be_one_two_or_six_months_later():
    asked = Asked(BY_NAME["by"], datetime.date(2027, 1, 1))
    assert [one.value.isoformat() for one in eased(asked)] == [
        "2027-02-01", "2027-04-03", "2027-07-03",
    ]  # fmt: skip
