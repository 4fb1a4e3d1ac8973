from decimal import Decimal

import pytest

from parks.display_values import Figure, number
from parks.models import Listing
from parks.templatetags import listing_tags
from parks.units import mu_to_sqm, sqm_to_mu


def test_mu_is_two_thousand_thirds_of_a_square_metre():
    assert mu_to_sqm(Decimal(15)) == pytest.approx(Decimal(10_000))
    assert round(sqm_to_mu(Decimal(1_000_000)), 6) == 1500


@pytest.mark.parametrize(
    ("unit", "amount", "purchase", "rent"),
    [
        ("wan_per_mu", "6.40", "96.00", None),
        ("yuan_per_sqm", "3200", "3200.00", None),
        ("yuan_per_sqm_month", "9.50", None, "9.50"),
        ("yuan_per_sqm_day", "0.40", None, "12.17"),
        ("", None, None, None),
    ],
)
def test_canonical_prices_follow_the_quoted_unit(unit, amount, purchase, rent):
    prices = Listing(price_unit=unit, price_amount=amount).canonical_prices()
    assert [None if p is None else f"{p:.2f}" for p in prices] == [purchase, rent]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("84266.6700"), 2, "84,266.67"),
        (Decimal("3200.00"), 2, "3,200"),
        (1500, 0, "1,500"),
        (Decimal("126.4005"), 1, "126.4"),
        (Decimal("0.005"), 2, "0.01"),
        (100, 2, "100"),
    ],
)
def test_number_has_thousands_and_no_idle_zeros(value, places, text):
    assert number(value, places) == text


def test_figure_reads_as_a_sentence_part():
    assert str(Figure("面积", "126.4", "亩", "84,267\u00a0㎡")) == "126.4\u00a0亩（84,267\u00a0㎡）"


def test_figure_filter_escapes_what_editors_typed():
    shown = listing_tags.figure(Figure("价格", "面议", beside="<script>"))
    assert shown == "<b>面议</b>（&lt;script&gt;）"


def test_filters_mute_what_is_unknown():
    unknown = '<span class="u-unknown">未知</span>'
    assert listing_tags.figure(Figure("净高", "未知")) == unknown
    assert listing_tags.fact(Figure("净高", "未知")) == unknown
    assert listing_tags.mu(None) == "未知"


@pytest.mark.parametrize(
    ("size", "text"), [(640 * 1024, "640\u00a0KB"), (1_258_291, "1.2\u00a0MB"), (None, "")]
)
def test_file_size_is_in_kb_or_mb(size, text):
    assert listing_tags.file_size(size) == text
