"""The columns of a list of listings, one for each typed column of the models, with their words."""

from decimal import Decimal
from functools import cache

from django.db import models

from exchange.converters import (
    ChoiceConverter,
    DayConverter,
    IndustriesConverter,
    NameConverter,
    NumberConverter,
    RichTextConverter,
    TextConverter,
    YesNoConverter,
    fold,
)
from parks.models import BuildingSpec, LandTerms, Listing
from parks.units import SQM_PER_MU
from publishing.fields import RichTextField

LENGTHS = {"m": 1, "米": 1, "公尺": 1, "cm": Decimal("0.01"), "厘米": Decimal("0.01")}
LENGTHS |= {"mm": Decimal("0.001"), "毫米": Decimal("0.001")}
AREAS = {"㎡": 1, "平方米": 1, "平米": 1, "平": 1, "亩": SQM_PER_MU, "公顷": 10_000, "ha": 10_000}
AREAS |= {"km²": 1_000_000, "平方公里": 1_000_000}
WEIGHTS = {"t": 1, "吨": 1, "kg": Decimal("0.001"), "公斤": Decimal("0.001")}
LOADS = {"t/㎡": 1, "吨/㎡": 1, "吨/平方米": 1, "吨/平米": 1, "t/平方米": 1}
LOADS |= {"kg/㎡": Decimal("0.001"), "公斤/平方米": Decimal("0.001"), "公斤/㎡": Decimal("0.001")}
# The units a number may be given in, by the end of its field's name; the first is ours.
UNITS = {
    "_t_per_sqm": LOADS,
    "_sqm": AREAS,
    "_yuan_per_sqm_month": {"元/㎡·月": 1, "元/平方米/月": 1, "元/㎡/月": 1, "元/平米·月": 1},
    "_tce_per_wan": {"吨标准煤/万元": 1},
    "tax_wan_per_mu": {"万元/亩·年": 1, "万元/亩/年": 1, "万元/亩": 1},
    "output_wan_per_mu": {"万元/亩·年": 1, "万元/亩/年": 1, "万元/亩": 1},
    "_wan_per_mu": {"万元/亩": 1},
    "_m": LENGTHS,
    "_t": WEIGHTS,
    "_kva": {"kVA": 1, "千伏安": 1, "MVA": 1000, "兆伏安": 1000},
    "_percent": {"%": 1},
    "_years": {"年": 1},
    "_months": {"月": 1, "个月": 1},
    "dock_doors": {"个": 1, "扇": 1},
    "workstations": {"个": 1},
}
SYNONYMS = {
    "kind": {
        "土地": "land", "标准地": "land", "地块": "land", "标准厂房": "factory",
        "工业厂房": "factory", "车间": "factory", "仓储": "warehouse", "库房": "warehouse",
        "办公楼": "office", "办公": "office",
    },
    "offer": {
        "出让": "sale", "出售": "sale", "售": "sale", "租赁": "lease", "租": "lease",
        "租售": "both", "可售可租": "both", "租售均可": "both", "转让": "transfer",
    },
    "status_of_offer": {
        "可租": "available", "可售": "available", "待租": "available", "空置": "available",
        "洽谈": "negotiating", "已租": "taken", "已售": "taken", "已出让": "taken",
        "停止": "closed",
    },
    "price_unit": {
        "元/平方米": "yuan_per_sqm", "元/平米": "yuan_per_sqm",
        "元/平方米/月": "yuan_per_sqm_month", "元/㎡/月": "yuan_per_sqm_month",
        "元/平方米·月": "yuan_per_sqm_month", "元/平米/月": "yuan_per_sqm_month",
        "元/平方米/天": "yuan_per_sqm_day", "元/㎡/天": "yuan_per_sqm_day",
        "元/㎡·日": "yuan_per_sqm_day", "元/平米/天": "yuan_per_sqm_day",
    },
    "fire_class": {
        "甲": "jia", "乙": "yi", "丁": "ding", "戊": "wu", "丙1": "bing1", "丙2": "bing2",
        "丙一": "bing1", "丙二": "bing2", "丙类1项": "bing1", "丙类2项": "bing2",
    },
    "delivery_standard": {"毛坯房": "bare", "简单装修": "basic", "精装修": "fitted"},
    "structure": {"钢结构厂房": "steel", "框架结构": "frame", "砖混结构": "brick"},
}  # fmt: skip
OTHER_NAMES = {
    "code": ("载体编号", "房源编号", "地块编号", "项目编号"),
    "kind": ("载体类型", "空间类型"),
    "title": ("名称", "载体名称", "地块名称"),
    "offer": ("租售方式",),
    "region": ("所属地区", "行政区划", "区县"),
    "park": ("所属园区", "园区名称"),
    "industries": ("产业", "适宜产业"),
    "address": ("地址", "坐落"),
    "area_sqm": ("总面积", "建筑面积", "占地面积", "用地面积"),
    "load_t_per_sqm": ("承重", "地面承重", "荷载"),
    "power_kva": ("可接入容量（kVA）", "配电容量（kVA）", "变压器容量", "电力容量"),
    "crane_t": ("行车吨位", "起重机"),
    "is_eia_ready": ("可环评",),
}
LISTING_COLUMNS = (
    *("code", "title", "kind", "offer", "status_of_offer", "region", "park", "industries"),
    *("address", "latitude", "longitude", "area_sqm", "divisible_from_sqm"),
    *("price_amount", "price_unit", "price_basis", "available_on", "summary", "body"),
)
REQUIRED = ("code", "kind", "offer", "title", "area_sqm")
LABELS = {"power_kva": "供电容量（kVA）"}
TERMS = {"land": LandTerms, "building": BuildingSpec}


class ListingColumn:
    """A column of the list. `terms` names the kinds of terms it belongs to, none: the listing."""

    def __init__(self, field, terms=()):
        self.field, self.name, self.terms = field, field.name, terms
        self.units = units_of(field)
        self.converter = converter_for(field, self.units)
        self.is_required = self.name in REQUIRED
        self.label = LABELS.get(self.name) or str(field.verbose_name)
        if self.units and not self.label.endswith("）"):
            self.label = f"{self.label}（{next(iter(self.units))}）"

    @property
    def empty(self):
        """What stands for “nobody knows” in the database."""
        return "" if isinstance(self.field, (models.CharField, models.TextField)) else None

    def render(self, holder):
        """What an export writes for a listing or its terms."""
        return self.converter.render(getattr(holder, self.name))

    def spellings(self):
        """Every header that means this column → the factor to our unit."""
        names = [self.label, self.name, *OTHER_NAMES.get(self.name, ())]
        found = {fold(name): 1 for name in names}
        stems = {fold(name).split("(")[0] for name in names[:1] + names[2:]}
        for stem in stems:
            found.setdefault(stem, 1)
            found |= {f"{stem}({fold(unit)})": factor for unit, factor in self.units.items()}
        return found


def units_of(field):
    if not isinstance(field, (models.DecimalField, models.IntegerField)):
        return {}
    return next((units for end, units in UNITS.items() if field.name.endswith(end)), {})


def converter_for(field, units):
    if isinstance(field, RichTextField):
        return RichTextConverter()
    if field.choices:
        return ChoiceConverter(field.choices, SYNONYMS.get(field.name))
    if isinstance(field, models.BooleanField):
        return YesNoConverter()
    if isinstance(field, models.DecimalField):
        return NumberConverter(
            places=field.decimal_places, digits=field.max_digits, units=units, is_positive=True
        )
    if isinstance(field, models.IntegerField):
        digits = 4 if "Small" in type(field).__name__ else 9
        return NumberConverter(places=0, digits=digits, units=units, is_positive=True)
    if isinstance(field, models.DateField):
        return DayConverter()
    if isinstance(field, models.ManyToManyField):
        return IndustriesConverter()
    if isinstance(field, models.ForeignKey):
        return NameConverter()
    return TextConverter(field.max_length, is_code=field.name == "code")


def terms_of(kind):
    return "land" if kind == Listing.Kind.LAND else "building"


@cache
def listing_columns() -> dict[str, ListingColumn]:
    """Name → column in the order of the template; terms of land and of buildings side by side.

    Taken from the models, so that a new field is a new column.
    """
    columns = {name: ListingColumn(Listing._meta.get_field(name)) for name in LISTING_COLUMNS}
    owners = {}
    for key, model in TERMS.items():
        for field in model._meta.concrete_fields:
            if not field.primary_key and not field.is_relation:
                owners.setdefault(field.name, []).append((key, field))
    for name, held in owners.items():
        columns[name] = ListingColumn(held[0][1], tuple(key for key, _ in held))
    return columns


def columns_of_kind(kind) -> list[ListingColumn]:
    """Those that make sense for one kind of listing."""
    return [c for c in listing_columns().values() if not c.terms or terms_of(kind) in c.terms]
