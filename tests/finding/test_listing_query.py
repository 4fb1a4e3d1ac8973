"""Which listings an address asks for, and in which order."""

import pytest

from tests import factories
from tests.finding.conftest import titles


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=land", {"地"}),
        ("kind=factory&kind=warehouse", {"厂", "仓"}),
        ("offer=sale", {"地", "仓", "楼"}),
        ("offer=lease", {"厂", "仓"}),
        ("area_min=3000", {"地", "厂", "仓"}),
        ("area_max=3000", {"厂", "楼"}),
        ("area_min=40&area_unit=mu", {"地"}),
        ("area_min=3000&area_max=8000", {"厂", "仓"}),
        ("price_max=10", {"厂"}),
        ("price_min=10", {"仓"}),
        ("price_max=100&price_unit=yuan_per_sqm", {"地", "仓"}),
        ("price_max=6&price_unit=wan_per_mu", {"地", "仓"}),
        ("price_min=400&price_unit=wan_per_mu", {"仓"}),
        ("q=厂", {"厂"}),
        ("area_min=３０００", {"地", "厂", "仓"}),
        ("area_min=3,000", {"地", "厂", "仓"}),
        ("area_min=&offer=&status=&q=+&unheard=of", {"地", "厂", "仓", "楼"}),
    ],
)
def test_filter_keeps_what_was_asked_for(find, mixed, query, expected):
    assert set(find(query)) == expected


def test_land_page_reads_bare_numbers_as_mu_and_wan(find, site):
    factories.LandFactory(region=site.region, title="五十亩", area_sqm=33333, price_amount="6.00")
    factories.LandFactory(region=site.region, title="百亩", area_sqm=66667, price_amount="9.00")
    assert find("area_max=60", "/golmud/land/") == ["五十亩"]
    assert find("price_min=8", "/golmud/land/") == ["百亩"]


def test_unknown_price_is_kept_last_and_counted(client, site):
    factories.ListingFactory(
        region=site.region, title="面议", price_amount=None, price_unit="", price_basis="按代建报价"
    )
    factories.ListingFactory(region=site.region, title="便宜", price_amount="8.00")
    factories.ListingFactory(region=site.region, title="太贵", price_amount="80.00")
    response = client.get("/golmud/factories/?price_max=10", follow=True)
    assert titles(response) == ["便宜", "面议"]
    assert response.context["results"].counts.words == "1 处确定满足 · 1 处待核实"
    assert response.text.count("1 处确定满足 · 1 处待核实") == 3  # both titles, the live region
    sure = client.get(f"{response.request['PATH_INFO']}?{response.context['results'].sure_switch}")
    assert titles(sure) == ["便宜"]
    assert sure.context["results"].counts == response.context["results"].counts
    assert "按代建报价" in response.text


def test_sort_puts_unknown_prices_last(find, site):
    for title, price in (("中", "9"), ("低", "8"), ("面议", None), ("高", "10")):
        factories.ListingFactory(
            region=site.region, title=title, price_amount=price,
            price_unit="yuan_per_sqm_month" if price else "",
        )  # fmt: skip
    assert find("sort=price") == ["低", "中", "高", "面议"]


def test_sort_by_area_both_ways(find, mixed):
    assert find("sort=area") == ["楼", "厂", "仓", "地"]
    assert find("sort=-area") == ["地", "仓", "厂", "楼"]
