"""How people speak of places beside what the table of attributes calls things."""

from decimal import Decimal

LOW = ("至少", "不少于", "不低于", "不小于", "大于", "超过", "高于", "最少", "起码", ">=", "≥", ">")
HIGH = ("不超过", "不高于", "不大于", "最多", "至多", "低于", "小于", "少于", "<=", "≤", "<")
ABOUT = ("大约", "大概", "差不多", "约")
LOW_AFTER = ("以上", "及以上", "往上", "起", "+")
HIGH_AFTER = ("以下", "以内", "之内", "以里", "内")
ABOUT_AFTER = ("左右", "上下")
BEYOND_AFTER = ("以外", "开外", "之外")
AFTER = (*LOW_AFTER, *HIGH_AFTER, *ABOUT_AFTER, *BEYOND_AFTER)
# 五千来平, 50多亩: between the number and its unit.
ABOUT_WITHIN, LOW_WITHIN = ("来", "把"), ("多", "余")
# Between the name of a need and its figure: 层高要12米.
ASKED = r"(?:站|的)?(?:要求|要|需要?|得|达到?|有|在)?"
# How needs are spoken of besides what the table of attributes calls them.
SPOKEN = {
    "height_min": ("檐高", "挑高", "高度", "高"),
    "load_min": ("荷重",),
    "power_min": ("供电", "变压器", "用电", "用电负荷"),
    "rail_max": ("铁路货场", "货场", "铁路"),
    "highway_max": ("高速入口", "高速口", "高速"),
    "eia": (
        *("能办环评", "可做环评", "能做环评"),
        *("环评已", "已办环评", "已做环评", "做好环评"),
    ),
    "registrable": ("能注册公司", "注册公司"),
    "titled": ("独立产权", "房产证", "产证"),
    "siding": ("专用线",),
    "gas": ("燃气",),
}
# Units beside those of the table, where the name stands before the figure.
SPOKEN_UNITS = {
    "power_min": {"kw": 1, "千瓦": 1, "mw": 1000, "兆瓦": 1000},
    "invest_max": {"万元": 1, "万": 1, "万/亩": 1},
    "fee_max": {"元/平/月": 1, "元/平米": 1, "元/平": 1, "元": 1, "块": 1},
    "rail_max": {"公里": 1, "千米": 1},
    "highway_max": {"公里": 1, "千米": 1},
}
# 基地, 地址 and 当地 are no plots.
A_PLOT = r"(?<![基产本当外各内驻])地(?![址方点区图带理])"
KIND_WORDS = {"land": ("用地", "地皮", "地")}
# What must be there in some size, when no size is said.
BARE = {"crane_min": "1", "lift_min": "1"}
OFFERS = {
    "lease": ("出租", "租赁", "招租", "求租", "租用", "租"),
    "sale": ("出售", "出让", "转让", "购买", "求购", "买卖", "售", "买", "卖"),
}
OTHER_AREAS = {"平方英尺": Decimal("0.092903"), "平方呎": Decimal("0.092903"), "方": Decimal(1)}
TALK = {
    "工业", "带", "有", "找", "要", "一块", "一处", "一间", "个", "块", "间", "处", "大", "面积",
    "出", "已", "做好", "办好", "做完", "办完", "现成", "通", "接通", "管道", "管网", "接入",
    "合适", "适合", "优质", "好", "好的", "小型", "大型", "小", "新", "旧", "项目", "做", "用",
}  # fmt: skip
