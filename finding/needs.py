"""What an investor may need of a place: the one table for filter, verdicts, staff and guide."""

from dataclasses import dataclass
from typing import Any

from finding.criteria import (
    EVERY,
    AnyOf,
    AtLeast,
    AtMost,
    ByDate,
    Need,
    OneOf,
    Verdict,
    Yes,
)
from finding.ranges import Area, Price
from parks.models import BuildingSpec, LandTerms

FIRE, DELIVERY = BuildingSpec.FireClass, BuildingSpec.Delivery
USE, SUPPLY_MODE, STATE = LandTerms.UseCode, LandTerms.SupplyMode, LandTerms.State
LAND, FACTORY, WAREHOUSE, OFFICE = EVERY
PLOTS = (LAND,)
BUILDINGS = (FACTORY, WAREHOUSE, OFFICE)
INDUSTRIAL = (FACTORY, WAREHOUSE)
WORKS = (LAND, FACTORY, WAREHOUSE)
COMMON, BUILDING, SUPPLY, TRAFFIC, PLOT = GROUPS = ("常用", "建筑", "电水气", "交通", "土地条件")

NEEDS = (
    Area("area", "面积", "area_sqm", EVERY, COMMON, source="listing.area_sqm"),
    Price("price", "价格", "price_yuan_per_sqm", EVERY, COMMON, source="listing.price_amount"),
    AnyOf("industry", "产业", "industries", EVERY, COMMON, source="listing.industries"),
    Yes("eia", "可办环评", "is_eia_ready", WORKS, COMMON),
    ByDate("by", "入驻时间", "available_on", EVERY, COMMON, source="listing.available_on"),
    AtLeast("height_min", "净高", "clear_height_m", BUILDINGS, BUILDING, "m"),
    AtLeast("floor_height_min", "层高", "floor_height_m", BUILDINGS, BUILDING, "m"),
    AtLeast("load_min", "承重", "load_t_per_sqm", BUILDINGS, BUILDING, "t/㎡"),
    AtLeast("column_min", "柱距", "column_spacing_m", INDUSTRIAL, BUILDING, "m"),
    AtLeast("crane_min", "行车", "crane_t", INDUSTRIAL, BUILDING, "t"),
    AtLeast("lift_min", "货梯", "freight_lift_t", BUILDINGS, BUILDING, "t"),
    OneOf("fire", "火灾危险性类别", "fire_class", INDUSTRIAL, BUILDING, choices=FIRE),
    OneOf("delivery", "交付标准", "delivery_standard", BUILDINGS, BUILDING, choices=DELIVERY),
    Yes("titled", "独立产证", "is_separately_titled", BUILDINGS, BUILDING),
    Yes("registrable", "可注册公司", "is_registrable", BUILDINGS, BUILDING),
    AtMost("fee_max", "物业费", "property_fee_yuan_per_sqm_month", BUILDINGS, BUILDING, "元/㎡·月"),
    AtLeast("power_min", "配电", "power_kva", EVERY, SUPPLY, "kVA"),
    Yes("dual_power", "双回路供电", "has_dual_power", BUILDINGS, SUPPLY),
    Yes("sprinkler", "喷淋", "has_sprinkler", BUILDINGS, SUPPLY),
    Yes("steam", "蒸汽", "has_steam", WORKS, SUPPLY, land_source="park.utilities"),
    Yes("gas", "天然气", "has_gas", WORKS, SUPPLY, land_source="park.utilities"),
    AtMost("rail_max", "距铁路货场", "rail_freight_km", EVERY, TRAFFIC, "km", "park.transport"),
    AtMost("highway_max", "距高速入口", "highway_km", EVERY, TRAFFIC, "km", "park.transport"),
    Yes("siding", "铁路专用线", "has_rail_siding", INDUSTRIAL, TRAFFIC),
    Yes("standard_land", "标准地", "is_standard_land", PLOTS, PLOT),
    OneOf("use", "规划用途", "use_code", PLOTS, PLOT, choices=USE),
    OneOf("supply", "供地方式", "supply_mode", PLOTS, PLOT, choices=SUPPLY_MODE),
    OneOf("state", "土地状态", "state", PLOTS, PLOT, choices=STATE),
    AtMost("invest_max", "投资强度", "investment_wan_per_mu", PLOTS, PLOT, "万元/亩"),
)  # fmt: skip
BY_NAME = {need.name: need for need in NEEDS}


def needs_of(kind):
    """The needs that make sense of a kind; all of them where no kind is fixed."""
    return [need for need in NEEDS if not kind or need.applies_to(kind)]


@dataclass(frozen=True)
class Asked:
    """A need with the value somebody asked for."""

    need: Need
    value: Any

    @property
    def words(self):
        return self.need.words(self.value)

    def met(self):
        return self.need.met(self.value)

    def unknown(self):
        return self.need.unknown(self.value)

    def possible(self):
        return self.need.possible(self.value)

    def verdict(self, row) -> Verdict:
        return self.need.verdict(row, self.value)

    def actual(self, row) -> str:
        return self.need.actual(row, self.value)
