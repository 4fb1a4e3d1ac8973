"""Which column of a file is which of ours, by label, name, unit and other spellings."""

from decimal import Decimal

import pytest

from exchange.columns import listing_columns
from exchange.headers import ONE_CELL, UNNAMED_SYSTEM, read_header
from exchange.upload_checks import RefusedFile
from parks.models import Listing


@pytest.mark.parametrize(
    ("header", "name", "factor"),
    [
        ("面积（㎡）", "area_sqm", 1),
        ("面积(m2)", "area_sqm", 1),
        ("area_sqm", "area_sqm", 1),
        ("面积（公顷）", "area_sqm", 10_000),
        ("面积（万㎡）", "area_sqm", 10_000),
        ("面积[公顷]", "area_sqm", 10_000),
        ("面积【公顷】", "area_sqm", 10_000),
        ("面积/公顷", "area_sqm", 10_000),
        ("面积：公顷", "area_sqm", 10_000),
        ("*面 积\n（公顷）", "area_sqm", 10_000),
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


@pytest.mark.parametrize(
    ("texts", "system"),
    [
        (["百度纬度", "百度经度"], "bd09"),
        (["纬度（BD-09）", "经度（百度地图）"], "bd09"),
        (["高德纬度", "高德经度"], "gcj02"),
        (["火星坐标纬度", "经度(GCJ-02)"], "gcj02"),
        (["腾讯地图纬度", "腾讯地图经度"], "gcj02"),
        (["纬度（CGCS2000）", "国家2000经度"], "wgs84"),
        (["GPS纬度", "GPS经度"], "wgs84"),
        (["纬度（WGS-84）", "经度（WGS-84）"], "wgs84"),
    ],
)
def test_header_of_a_coordinate_names_its_system(texts, system):
    header = read_header(["编号", *texts])
    assert (header.system, header.names, header.questions) == (
        system,
        {"code", "latitude", "longitude"},
        [],
    )


@pytest.mark.parametrize("texts", [["纬度", "经度"], ["lat", "lng"], ["北纬", "东经"]])
def test_header_without_a_system_is_asked_about(texts):
    header = read_header(["编号", *texts])
    assert (header.system, header.questions) == ("wgs84", [UNNAMED_SYSTEM])


def test_two_systems_in_one_place_are_refused():
    with pytest.raises(RefusedFile, match="坐标系不一样"):
        read_header(["编号", "百度纬度", "经度"])


@pytest.mark.parametrize("text", ["经纬度", "高德坐标", "坐标", "经度、纬度", "lnglat", "GPS坐标"])
def test_both_coordinates_in_one_column_are_told_how_to_be_parted(text):
    header = read_header(["编号", text])
    assert (header.ignored, header.questions) == ([text], [ONE_CELL.format(f"“{text}”")])


def test_refusal_says_what_the_first_line_holds():
    with pytest.raises(RefusedFile, match="第一行是“栏目、缂栧彿”.*乱码"):
        read_header(["栏目", "", "缂栧彿"])
