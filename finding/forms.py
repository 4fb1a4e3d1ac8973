"""The form of a list of listings: every condition that its address may carry."""

from decimal import Decimal

from django import forms

from core.blank_parameters import without_blanks
from core.form_fields import CHOICE_ERRORS, DayField, FigureField
from finding.needs import NEEDS
from parks.attributes import BY_NAME as ATTRIBUTES
from parks.models import Listing
from parks.units import AREA_UNITS, PRICE_UNITS

SORTS = (
    ("fit", "最符合"),
    ("newest", "最近核实"),
    ("area", "面积从小到大"),
    ("-area", "面积从大到小"),
    ("price", "价格从低到高"),
)
# Needs with two ends and a unit, each asked for in three fields: area_min, area_max, area_unit.
RANGES = ("area", "price")
# Per cent around “大约要多少”, the usual ones first.
SHARES = ("20", "50", "10")
ENDS = {"area": ("min", "max", "about"), "price": ("min", "max")}
DEALS = {
    "wan_per_mu": "买地",
    "yuan_per_sqm": "购买",
    "yuan_per_sqm_month": "租赁",
    "yuan_per_sqm_day": "租赁",
}


def several_of(label, choices=()):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOICE_ERRORS,
    )


def one_of(label, choices):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.Select({"class": "input"}),
        error_messages=CHOICE_ERRORS,
    )


def field_of(need):
    """The field in which a need of one value is asked."""
    if need.operator == "one_of":
        return several_of(need.label, list(need.choices.items()))
    if need.operator == "yes":
        return one_of(need.label, [("1", "是")])
    return DayField(label=need.label) if need.operator == "by_date" else FigureField(need.label)


class ListingFilterForm(forms.Form):
    """Always bound, and nothing is required; what is wrong counts as not given.

    `options` are the parks and industries that can be picked; `kind` fixes the kind (landing
    pages). Bare numbers are read in the units that suit the kind.
    """

    kind = several_of("类型", Listing.Kind.choices)
    offer = several_of("租还是买", [("sale", "买（出让、出售、转让）"), ("lease", "租")])
    area_min = FigureField("最小面积")
    area_max = FigureField("最大面积")
    area_unit = one_of("面积单位", [(name, unit.label) for name, unit in AREA_UNITS.items()])
    area_about = FigureField(
        "大约要多少",
        least=Decimal("0.0001"),
        error_messages={"min_value": "请填大于 0 的数。"},
    )
    area_within = one_of("上下浮动", [(share, f"± {share} %") for share in SHARES])
    price_min = FigureField("最低价")
    price_max = FigureField("最高价")
    price_unit = one_of(
        ATTRIBUTES["price_unit"].label,
        [(name, f"{unit.label}（{DEALS[name]}）") for name, unit in PRICE_UNITS.items()],
    )
    park = several_of("所在园区")
    industry = several_of(ATTRIBUTES["industries"].label)
    status = one_of(
        ATTRIBUTES["status_of_offer"].label,
        [("", "可供和洽谈中"), *Listing.OfferStatus.choices],
    )
    q = forms.CharField(
        label="标题、编号或位置",
        max_length=60,
        required=False,
        widget=forms.TextInput({"class": "input", "type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "搜索词最多 60 个字。"},
    )
    sure = one_of("只看确定的", [("1", "是")])
    sort = one_of("排序", SORTS)

    def __init__(self, data, options, kind=""):
        given = without_blanks(data)
        self.fixed_kind = kind
        self.usual_units = usual_units(given, kind)
        for name, unit in self.usual_units.items():
            given.setdefault(name, unit)
        super().__init__(given)
        self.fields |= {n.name: field_of(n) for n in NEEDS if n.name not in (*RANGES, "industry")}
        if kind:
            del self.fields["kind"]
        for name, offered in (("park", options.parks), ("industry", options.industries)):
            self.fields[name].choices = [(one.slug, one.name) for one in offered]

    def clean(self):
        cleaned = super().clean()
        for name in RANGES:
            least, most = cleaned.get(f"{name}_min"), cleaned.get(f"{name}_max")
            if least is not None and most is not None and least > most:
                self.add_error(f"{name}_max", "上限比下限小，请把两个数对调或改一个。")
        return cleaned


def usual_units(given, kind="") -> dict[str, str]:
    """In which a range is meant that carries no unit, as old addresses do."""
    is_land = (kind or "".join(given.getlist("kind"))) == Listing.Kind.LAND
    purchase = "wan_per_mu" if is_land else "yuan_per_sqm"
    buys = is_land if not given.get("offer") else given.getlist("offer") == ["sale"]
    return {
        "area_unit": "mu" if is_land else "sqm",
        "price_unit": purchase if buys else "yuan_per_sqm_month",
    }
