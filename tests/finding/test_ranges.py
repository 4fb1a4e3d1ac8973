"""Areas and prices are compared in canonical units, rounded so that a typed number finds itself."""

import pytest
from django.http import QueryDict

from finding.result_page import ResultPage
from tests import factories


def query(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


@pytest.mark.parametrize(
    ("stored", "typed", "is_found"),
    [("13333.33", "20", True), ("13333", "20", True), ("13332", "20", False)],
)
def test_a_plot_of_20_mu_is_found_as_such(site, stored, typed, is_found):
    factories.LandFactory(region=site.region, area_sqm=stored)
    data = query([("area_min", typed), ("area_unit", "mu")])
    assert ResultPage(data, region=site.region).total == is_found


def test_part_of_a_large_plot_meets_a_small_need(site):
    factories.LandFactory(region=site.region, area_sqm=80000, divisible_from_sqm=10000)
    factories.LandFactory(region=site.region, area_sqm=80000)
    data = query([("area_max", "20"), ("area_unit", "mu")])
    assert ResultPage(data, region=site.region, kind="land").total == 1


def test_rent_by_the_day_is_compared_by_the_month(site):
    factories.ListingFactory(region=site.region, price_amount="0.50", price_unit="yuan_per_sqm_day")
    for limit, total in (("0.5", 1), ("0.49", 0)):
        data = query([("price_max", limit), ("price_unit", "yuan_per_sqm_day")])
        assert ResultPage(data, region=site.region).total == total
    data = query([("price_min", "0.5"), ("price_unit", "yuan_per_sqm_day")])
    assert ResultPage(data, region=site.region).total == 1
