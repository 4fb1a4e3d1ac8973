"""What stands on a listing's sheet, the same on the page and in the PDF."""

from dataclasses import dataclass

from django.utils import timezone

from parks import attributes
from parks.comparison.rows import supply_figure
from parks.display_values import UNKNOWN, Figure
from parks.models import Utility


@dataclass(frozen=True)
class Section:
    """A titled block of figures; `missing` is the sentence where there are none."""

    title: str
    figures: list[Figure]
    note: str = ""
    missing: str = ""


def sections(listing) -> list[Section]:
    """Needs for_detail(); no queries here."""
    park = listing.public_park
    return [
        Section("土地条件" if listing.is_land else "建筑条件", _conditions(listing)),
        *([Section("控制指标", _controls(listing))] if listing.is_land else []),
        Section(
            "水电气与通信",
            [supply_figure(park, kind) for kind in Utility.Kind] if park else [],
            note=park.name if park else "",
            missing="不在园区内或园区没有登记，情况未知，可以请专员核实。",
        ),
    ]


def _conditions(listing):
    return [*listing.general_facts(), attributes.BY_NAME["industries"].figure(listing)]


def _controls(listing):
    return [row.figure(listing.terms()) for row in attributes.CONTROLS]


def verification(listing) -> list[Figure]:
    """When, by whom and on what evidence; an old date says that it is old."""
    date = "尚未核实"
    if listing.verified_at:
        stale = "" if listing.is_fresh() else "待重新核实"
        date = Figure("", timezone.localdate(listing.verified_at).isoformat(), beside=stale)
    return [
        Figure("核实日期", str(date)),
        Figure("核实人岗位", listing.verified_by or UNKNOWN),
        Figure("核实依据", listing.verified_evidence or UNKNOWN, is_wide=True),
    ]


def small_print(listing, site) -> str:
    """Where it comes from and what it does not promise."""
    binding = "正式出让公告" if listing.is_land else "正式合同"
    demo = "这是演示数据，不代表真实的地块或报价。" if listing.is_demo or site.is_demo else ""
    return (
        f"来源：{site.name}，编号 {listing.code}，{timezone.localdate():%Y-%m-%d} 生成，"
        f"以网页为准。“未知”是还没有登记，不代表没有。价格与条件以{binding}为准；"
        f"投资有风险，请自行核实、独立判断，本站不承诺收益。{demo}"
    )
