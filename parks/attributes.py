"""Which typed columns a page shows for each kind of listing, in words and units.

Site selection is elimination: all of them are always shown, an empty one as 未知.
"""

import datetime
from dataclasses import dataclass

from parks.display_values import UNKNOWN, Figure, number

YES_NO = {True: "是", False: "否"}


@dataclass(frozen=True)
class Column:
    """A model attribute and how it reads; `sign` is ≥ or ≤ for limits.

    A note only adds words to another column: it does not count for completeness, and is left out
    while it is empty.
    """

    name: str
    label: str
    unit: str = ""
    sign: str = ""
    is_wide: bool = False
    is_note: bool = False


LAND = (
    Column("use_code", "规划用途"),
    Column("supply_mode", "供地方式"),
    Column("state", "土地状态"),
    Column("is_standard_land", "标准地"),
    Column("tenure_years", "出让年期", "年"),
    Column("plot_ratio", "容积率"),
    Column("building_coefficient_min_percent", "建筑系数", "%", "≥"),
    Column("height_max_m", "限高", "m", "≤"),
    Column("power_kva", "可接入容量", "kVA"),
    Column("is_eia_ready", "可办环评"),
    Column("geology", "地质", is_wide=True),
    Column("assessments", "区域评估", is_wide=True),
)
CONTROLS = (
    Column("investment_wan_per_mu", "固定资产投资强度", "万元/亩", "≥"),
    Column("tax_wan_per_mu", "亩均税收", "万元/亩·年", "≥"),
    Column("output_wan_per_mu", "亩均产值", "万元/亩·年", "≥"),
    Column("energy_tce_per_wan", "单位增加值能耗", "吨标准煤/万元", "≤"),
    Column("green_ratio_max_percent", "绿地率", "%", "≤"),
    Column("office_land_max_percent", "行政办公及生活设施用地", "%", "≤"),
    Column("emission", "排放要求"),
)
SHELL = (
    Column("structure", "结构"),
    Column("fire_class", "火灾危险性类别"),
    Column("floors", "楼层"),
    Column("clear_height_m", "净高", "m"),
    Column("floor_height_m", "层高", "m"),
    Column("load_t_per_sqm", "楼面承重", "t/㎡"),
    Column("column_spacing_m", "最小柱距", "m"),
    Column("column_grid", "柱距 × 跨度", "m", is_note=True),
)
POWER = (
    Column("power_kva", "配电容量", "kVA"),
    Column("has_dual_power", "双回路供电"),
    Column("has_sprinkler", "喷淋"),
)
RIGHTS = (
    Column("is_registrable", "可注册公司"),
    Column("is_separately_titled", "独立产证"),
    Column("delivery_standard", "交付标准"),
    Column("delivery", "交付说明", is_note=True),
    Column("property_fee_yuan_per_sqm_month", "物业费", "元/㎡·月"),
    Column("deposit_terms", "押付方式"),
    Column("rent_free_months", "免租期", "个月"),
)
FACTORY = (
    *SHELL,
    Column("crane_t", "行车", "t"),
    Column("freight_lift_t", "货梯", "t"),
    *POWER,
    Column("has_steam", "蒸汽"),
    Column("has_gas", "天然气"),
    Column("has_rail_siding", "铁路专用线"),
    Column("is_eia_ready", "可办环评"),
    *RIGHTS,
)
WAREHOUSE = (
    *SHELL,
    Column("dock_doors", "卸货门", "个"),
    Column("crane_t", "行车", "t"),
    Column("freight_lift_t", "货梯", "t"),
    *POWER,
    Column("has_steam", "蒸汽"),
    Column("has_gas", "天然气"),
    Column("has_rail_siding", "铁路专用线"),
    Column("is_eia_ready", "可办环评"),
    *RIGHTS,
)
OFFICE = (
    Column("structure", "结构"),
    Column("floors", "楼层"),
    Column("clear_height_m", "净高", "m"),
    Column("floor_height_m", "层高", "m"),
    Column("load_t_per_sqm", "楼面承重", "t/㎡"),
    Column("efficiency_percent", "得房率", "%"),
    Column("workstations", "工位", "个"),
    Column("freight_lift_t", "货梯", "t"),
    *POWER,
    *RIGHTS,
)
BY_KIND = {"land": LAND, "factory": FACTORY, "warehouse": WAREHOUSE, "office": OFFICE}


def facts_of(terms, kind):
    """All of a kind in their order; notes only where there is something to say."""
    shown = [column for column in BY_KIND[kind] if not column.is_note or _says(terms, column)]
    return [fact(terms, column) for column in shown]


def _says(terms, column):
    return bool(getattr(terms, column.name, ""))


def fact(terms, column: Column) -> Figure:
    """The column of `terms` (None: nothing is known) as a figure; 未知 where it is empty."""
    value = getattr(terms, column.name, None)
    if value is None or value == "":
        return Figure(column.label, UNKNOWN, is_wide=column.is_wide)
    text = _text(terms, column.name, value)
    sign = f"{column.sign}\u00a0" if column.sign else ""
    return Figure(column.label, sign + text, column.unit, is_wide=column.is_wide)


def _text(terms, name, value) -> str:
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        display = getattr(terms, f"get_{name}_display", None)
        return display() if display else value
    return number(value, places=3)
