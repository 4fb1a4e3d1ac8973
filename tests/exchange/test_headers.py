"""Which column of a file is which of ours, by label, name, unit and other spellings."""

from decimal import Decimal

import pytest

from exchange.columns import listing_columns
from exchange.headers import read_header
from exchange.upload_checks import RefusedFile
from parks.models import Listing


@pytest.mark.parametrize(
    ("header", "name", "factor"),
    [
        ("面积（㎡）", "area_sqm", 1),
        ("面积(m2)", "area_sqm", 1),
        ("area_sqm", "area_sqm", 1),
        ("面积（公顷）", "area_sqm", 10_000),
        ("承重（t/㎡）", "load_t_per_sqm", 1),
        ("承重（kg/㎡）", "load_t_per_sqm", Decimal("0.001")),
        ("净高", "clear_height_m", 1),
        ("配电容量（kVA）", "power_kva", 1),
        ("可接入容量（kVA）", "power_kva", 1),
        ("可环评", "is_eia_ready", 1),
    ],
)
def test_headers_are_known_by_label_name_and_unit(header, name, factor):
    columns = read_header(["编号", header]).columns
    assert [(m.column.name, m.factor) for m in columns[1:]] == [(name, factor)]


def test_price_header_says_its_unit():
    mapped = read_header(["编号", "租金（元/㎡·月）"]).columns[1]
    assert (mapped.column.name, mapped.implied) == (
        "price_amount",
        ("price_unit", Listing.PriceUnit.YUAN_PER_SQM_MONTH),
    )


def test_every_label_is_its_own_header():
    for column in listing_columns().values():
        texts = ["编号"] if column.name == "code" else ["编号", column.label]
        assert read_header(texts).columns[-1].column.name == column.name


def test_unknown_columns_are_named_and_doubles_refused():
    assert read_header(["编号", "备注", "原因", "状态"]).ignored == ["备注"]
    with pytest.raises(RefusedFile, match="同一列"):
        read_header(["编号", "面积（㎡）", "面积（亩）"])
    with pytest.raises(RefusedFile, match="编号"):
        read_header(["标题", "面积（㎡）"])
