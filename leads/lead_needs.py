"""Needs by topic: the fields in which they are asked, their words, and what they ask of a place.

What a place can be asked for is finding's own row with finding's own verdict; beside it stand
facts of the project that no place states.
"""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from core.form_fields import CHOICE_ERRORS, DayField, FigureField
from finding.needs import BY_NAME, Asked
from finding.ranges import Span
from leads.models import LeadNeed
from parks.models import Listing
from parks.units import AREA_UNITS

EIA_CLASSES = {"report": "报告书", "form": "报告表", "registered": "登记表"}
NEEDS_APPROVAL = ("report", "form")
COMPANY_KINDS = {
    "limited": "有限责任公司",
    "stock": "股份有限公司",
    "branch": "分公司",
    "partnership": "合伙企业",
    "sole": "个体工商户",
    "foreign": "外商投资企业",
}
LONGEST_PURPOSE = 120
NUMBERS = ("height_min", "load_min", "crane_min", "power_min")  # of finding, in its units
FIGURES = {  # name: (label, unit) of what no place states
    "investment_wan": ("计划总投资", "万元"),
    "output_wan": ("预计年产值", "万元"),
    "heads": ("办公人数", "人"),
}
GROUPS = (
    (
        "土地、厂房、写字楼",
        (
            *("kind", "area_min", "area_unit", "use", "eia_class", "investment_wan", "output_wan"),
            *NUMBERS,
            *("fire", "heads", "by"),
        ),
    ),
    ("政策和资金", ("policy_purpose",)),
    ("注册公司", ("company_kind",)),
)
NAMES = tuple(name for _, names in GROUPS for name in names)


def one_of(label, choices):
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", "不限"), *choices.items()],
        widget=forms.Select({"class": "input input--half"}),
        error_messages=CHOICE_ERRORS,
    )


def need_fields(free_text) -> dict:
    """{name: field}; `free_text` makes the one that takes words."""
    numbers = {name: BY_NAME[name] for name in NUMBERS}
    fields = {
        "kind": one_of("要哪一种", dict(Listing.Kind.choices)),
        "area_min": FigureField("面积至少"),
        "area_unit": one_of("面积单位", {name: unit.label for name, unit in AREA_UNITS.items()}),
        "use": one_of(BY_NAME["use"].label, BY_NAME["use"].choices),
        "eia_class": one_of("环评类别", EIA_CLASSES),
        "fire": one_of(BY_NAME["fire"].label, BY_NAME["fire"].choices),
        "by": DayField("哪天前入驻"),
        "policy_purpose": free_text(
            label="想申报什么、用在哪里",
            required=False,
            max_length=LONGEST_PURPOSE,
            widget=forms.TextInput({"class": "input"}),
            error_messages={"max_length": "最多 %(limit_value)d 个字"},
        ),
        "company_kind": one_of("公司类型", COMPANY_KINDS),
    }
    fields |= {n: FigureField(f"{need.label}至少（{need.unit}）") for n, need in numbers.items()}
    fields |= {n: FigureField(f"{label}（{unit}）") for n, (label, unit) in FIGURES.items()}
    return {name: fields[name] for name in NAMES}


def carried_needs(params, fields) -> dict:
    """Of an address what is right, as it would be typed; everything else is left out.

    About so much area is at least so much: the form has one field for it.
    """
    found = {}
    for name in NAMES:
        is_about = name == "area_min" and params.get("area_about")
        values = params.getlist("area_about" if is_about else name)
        value = values[0][:LONGEST_PURPOSE] if len(values) == 1 else ""  # one of two is neither
        try:
            is_said = fields[name].clean(value) not in (None, "")
        except forms.ValidationError:
            continue
        if is_said:
            found[name] = value
    return found


def needs_in(cleaned) -> dict:
    """{name: text} of what a valid form says; a unit alone says nothing."""
    said = {name: _text(cleaned.get(name)) for name in NAMES}
    if not said["area_min"]:
        said["area_unit"] = ""
    elif not said["area_unit"]:
        said["area_unit"] = "mu" if said["kind"] == Listing.Kind.LAND else "sqm"
    return {name: text for name, text in said.items() if text}


def _text(value):
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value or "")


def keep_needs(lead, needs):
    """In the place of those before."""
    lead.needs.all().delete()
    LeadNeed.objects.bulk_create(
        LeadNeed(lead=lead, name=name, value=value, unit=unit_of(name))
        for name, value in needs.items()
    )


def unit_of(name):
    return BY_NAME[name].unit if name in NUMBERS else FIGURES.get(name, ("", ""))[1]


def needs_of(lead) -> dict:
    """Of one that comes with them (`told_with`) without a query."""
    if hasattr(lead, "needs_told"):
        rows = [(told["name"], told["value"]) for told in lead.needs_told]
    else:
        rows = lead.needs.order_by("pk").values_list("name", "value")
    return {name: value for name, value in rows if name in NAMES}


def told_with(leads):
    needs = LeadNeed.objects.filter(lead=OuterRef("pk")).order_by("pk")
    return leads.annotate(
        needs_told=ArraySubquery(needs.values(told=JSONObject(name="name", value="value")))
    )


@dataclass(frozen=True)
class NeedLine:
    """净高 ≥ 9 m, and what it asks of a place, if it does."""

    words: str
    asked: Asked | None = None


def lines_of(needs) -> list[NeedLine]:
    """In the order of the form; two fields that say one thing are one line."""
    lines = []
    for name in NAMES:
        if name in needs and name != "area_unit":
            asked = _asked(name, needs)
            lines.append(NeedLine(_words(name, needs, asked), asked))
    if strength := _investment_strength(needs):
        lines.append(NeedLine(f"每亩投资约 {strength.value:f} 万元", strength))
    return lines


def _words(name, needs, asked):
    value = needs[name]
    choices = {
        "kind": dict(Listing.Kind.choices),
        "eia_class": {code: f"环评{words}" for code, words in EIA_CLASSES.items()},
        "company_kind": COMPANY_KINDS,
    }
    if name in choices:
        return choices[name].get(value, value)
    if asked is not None:
        return asked.words
    if name in FIGURES:
        label, unit = FIGURES[name]
        return f"{label} {value} {unit}"
    return value


def _asked(name, needs):
    """None of what no place states, and of a code that has gone out of use."""
    value = needs[name]
    if name in NUMBERS:
        return Asked(BY_NAME[name], Decimal(value))
    if name in ("use", "fire"):
        return Asked(BY_NAME[name], [value]) if value in BY_NAME[name].choices else None
    if name == "area_min":
        return Asked(BY_NAME["area"], Span(Decimal(value), None, needs.get("area_unit", "sqm")))
    if name == "eia_class" and value in NEEDS_APPROVAL:
        return Asked(BY_NAME["eia"], True)  # noqa: FBT003 -- the value asked for
    return Asked(BY_NAME["by"], DayField("").clean(value)) if name == "by" else None


def _investment_strength(needs):
    """What the plan invests in each 亩, held against what a plot demands."""
    if needs.get("kind") != Listing.Kind.LAND or not {"area_min", "investment_wan"} <= {*needs}:
        return None
    area = Decimal(needs["area_min"]) * AREA_UNITS[needs.get("area_unit", "mu")].sqm
    if not area:
        return None
    per_mu = Decimal(needs["investment_wan"]) / (area / AREA_UNITS["mu"].sqm)
    return Asked(BY_NAME["invest_max"], per_mu.quantize(Decimal("0.1")))
