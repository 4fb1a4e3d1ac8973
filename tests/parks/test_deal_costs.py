"""What a deal costs: sums that anyone can check, for the part that is wanted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.deal_costs import DealCosts, payment_months, yuan
from parks.models import BuildingSpec, LandTerms, Listing

AMOUNT = st.decimals("0.01", 1000, places=2)
AREA = st.decimals(1, 10**6, places=2)


def hall(area, rent, *, fee=None, deposit="", least=None, basis=""):
    listing = Listing(
        kind="factory", offer="lease", area_sqm=Decimal(area), divisible_from_sqm=least,
        price_amount=rent, price_unit="yuan_per_sqm_month", price_basis=basis,
        rent_yuan_per_sqm_month=rent,
    )  # fmt: skip
    listing.building_spec = BuildingSpec(
        listing=listing, property_fee_yuan_per_sqm_month=fee, deposit_terms=deposit
    )
    return listing


@given(area=AREA, rent=AMOUNT, fee=AMOUNT, deposit=st.integers(0, 12), ahead=st.integers(1, 12))
def test_first_payment_is_the_deposit_and_the_months_ahead(area, rent, fee, deposit, ahead):
    costs = DealCosts(hall(area, rent, fee=fee, deposit=f"押{deposit}付{ahead}"))
    assert costs.monthly == area * (rent + fee)
    assert costs.yearly == 12 * costs.monthly
    assert costs.first == deposit * area * rent + ahead * area * (rent + fee)


@given(area=AREA, least=AREA, wanted=AREA)
def test_part_is_never_less_than_can_be_had_nor_more_than_there_is(area, least, wanted):
    costs = DealCosts(hall(area, Decimal(9), least=min(least, area)), wanted)
    assert min(least, area) <= costs.sqm <= area
    assert costs.sqm in {wanted, min(least, area), area}


def test_a_hall_is_said_as_the_sum_goes():
    costs = DealCosts(hall(3200, Decimal("9.5"), fee=Decimal(1), deposit="押二付三"))
    assert costs.headline == "约 3.4\u00a0万元/月，首付约 16.2\u00a0万元"
    assert [(line.label.replace("\u00a0", " "), line.value) for line in costs.lines] == [
        ("租金，3,200 ㎡ × 9.5 元", "30,400\u00a0元/月"),
        ("物业费，3,200 ㎡ × 1 元", "3,200\u00a0元/月"),
        ("每月共", "33,600\u00a0元"),
        ("一年共，12 个月", "403,200\u00a0元"),
        ("押金，2 个月租金", "60,800\u00a0元"),
        ("先付 3 个月", "100,800\u00a0元"),
        ("首次要付", "161,600\u00a0元"),
    ]


def test_what_nobody_knows_can_be_asked_for_and_adds_nothing():
    costs = DealCosts(hall(1000, Decimal(10)))
    assert {line.fact for line in costs.lines if line.value == "未知"} == {
        "property_fee_yuan_per_sqm_month",
        "deposit_terms",
    }
    assert [line.label for line in costs.lines if line.is_total] == ["已知每月共"]
    included = DealCosts(hall(1000, Decimal(10), basis="含物业费"))
    assert (included.monthly, included.lines[1].value) == (10_000, "租金已含")


@pytest.mark.parametrize(("wanted", "sqm"), [(None, 84_000), (13_334, 20_000), (40_000, 40_000)])
def test_a_plot_is_priced_for_the_wanted_part(wanted, sqm):
    plot = Listing(
        kind="land", offer="sale", area_sqm=Decimal(84_000), divisible_from_sqm=20_000,
        price_amount=Decimal("6.4"), price_unit="wan_per_mu", price_yuan_per_sqm=Decimal(96),
    )  # fmt: skip
    plot.land_terms = LandTerms(listing=plot, auction_deposit_wan=Decimal(160))
    costs = DealCosts(plot, wanted)
    assert (costs.sqm, costs.total, costs.is_part) == (sqm, sqm * 96, wanted is not None)
    assert [line.value for line in costs.lines][1:] == [f"约 {yuan(sqm * 96)}", "160\u00a0万元"]


def test_payment_terms_are_read_or_left_alone():
    said = ("押二付三", "押1付12", "押一付一，可谈", "面议", "")
    assert [payment_months(each) for each in said] == [(2, 3), (1, 12), (1, 1), None, None]
