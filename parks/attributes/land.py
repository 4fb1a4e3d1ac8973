"""What a plot allows (规划) and what it demands of who takes it (控制指标)."""

from parks.attributes.definition import LONGEST, Attribute, Criterion, Deal, Group, Operator
from parks.attributes.shared import EIA, POWER
from parks.kinds import PLOTS

PLOT = (
    Attribute(
        "use_code",
        "规划用途",
        PLOTS,
        criterion=Criterion("use", Operator.ONE_OF, Group.PLOT),
    ),
    Attribute(
        "supply_mode",
        "供地方式",
        PLOTS,
        criterion=Criterion("supply", Operator.ONE_OF, Group.PLOT),
    ),
    Attribute(
        "is_standard_land",
        "标准地",
        PLOTS,
        tag_of=PLOTS,
        criterion=Criterion("standard_land", Operator.YES, Group.PLOT),
    ),
    Attribute(
        "state",
        "土地状态",
        PLOTS,
        tag_of=PLOTS,
        criterion=Criterion("state", Operator.ONE_OF, Group.PLOT),
    ),
    Attribute(
        "tenure_years",
        "出让年期",
        PLOTS,
        unit="年",
        other_names=("年期",),
        key_of=PLOTS,
        lead=LONGEST,
    ),
    Attribute(
        "auction_deposit_wan",
        "竞买保证金",
        PLOTS,
        unit="万元",
        deal=Deal.SALE,
        other_names=("保证金", "竞价保证金"),
    ),
    Attribute("plot_ratio", "容积率", PLOTS, columns=("plot_ratio_min", "plot_ratio_max")),
    Attribute(
        "building_coefficient_min_percent",
        "建筑系数",
        PLOTS,
        unit="%",
        sign="≥",
        other_names=("建筑系数下限",),
    ),
    Attribute("height_max_m", "限高", PLOTS, unit="m", sign="≤"),
    POWER,
    EIA,
    Attribute("geology", "地质", PLOTS, is_wide=True),
    Attribute("assessments", "区域评估", PLOTS, is_wide=True),
)
CONTROLS = (
    Attribute(
        "investment_wan_per_mu",
        "固定资产投资强度",
        PLOTS,
        unit="万元/亩",
        sign="≥",
        other_names=("投资强度",),
        key_of=PLOTS,
        criterion=Criterion("invest_max", Operator.AT_MOST, Group.PLOT, label="投资强度"),
    ),
    Attribute("tax_wan_per_mu", "亩均税收", PLOTS, unit="万元/亩·年", sign="≥"),
    Attribute("output_wan_per_mu", "亩均产值", PLOTS, unit="万元/亩·年", sign="≥"),
    Attribute(
        "energy_tce_per_wan",
        "单位增加值能耗",
        PLOTS,
        unit="吨标准煤/万元",
        sign="≤",
        other_names=("单位能耗",),
    ),
    Attribute(
        "green_ratio_max_percent",
        "绿地率",
        PLOTS,
        unit="%",
        sign="≤",
        other_names=("绿地率上限",),
    ),
    Attribute(
        "office_land_max_percent",
        "行政办公及生活设施用地",
        PLOTS,
        unit="%",
        sign="≤",
        other_names=("行政办公及生活设施用地上限",),
    ),
    Attribute("emission", "排放要求", PLOTS),
)
