"""Query-string filters of lists and API: from parameters to conditions of ListingIndex."""

import datetime
from decimal import Decimal
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from core.form_fields import ChoiceFilter, FigureFilter, ManyFilter, filter_of
from finding.criteria import EVERY
from finding.needs import BY_NAME, NEEDS, Asked
from finding.options import Choices
from finding.ranges import Span
from finding.restrictions import PICKS, Words
from parks.models import Listing, ListingIndex
from parks.models.listing_index import DEAREST
from parks.models.offer_status import has_offer_status
from parks.units import AREA_UNITS, PRICE_UNITS

SORTS = (
    ("fit", "最符合需要"),
    ("newest", "最近核实"),
    ("area", "面积从小到大"),
    ("-area", "面积从大到小"),
    ("price", "价格从低到高"),
)
SPANS = ("area", "price")
UNIT_LABELS = {
    "wan_per_mu": "万元/亩（买地）",
    "yuan_per_sqm": "元/㎡（购买）",
    "yuan_per_sqm_month": "元/㎡·月（租赁）",
    "yuan_per_sqm_day": "元/㎡·天（租赁）",
}


class ListingFilterForm(forms.Form):
    """What a single field cannot see: the lower limit above the upper one."""

    def clean(self):
        cleaned = super().clean()
        for name in SPANS:
            least, most = cleaned.get(f"{name}_min"), cleaned.get(f"{name}_max")
            if least is not None and most is not None and least > most:
                self.add_error(f"{name}_max", "上限比下限小，请把两个数对调或改一个。")
        return cleaned


class ListingFilter(django_filters.FilterSet):
    """Conditions of a list of listings; default: what can still be had.

    `region` limits the parks offered and the rows; `kind` fixes the kind (landing pages). Bare
    numbers are read in the units that suit the kind. A row that fails a condition is never
    kept; one of which a needed fact is unknown is kept and comes after all others.
    """

    kind = ManyFilter(label="类型", method="keep_many", choices=Listing.Kind.choices)
    offer = ManyFilter(
        label="租还是买",
        method="keep_many",
        choices=[("sale", "买（出让、出售、转让）"), ("lease", "租")],
    )
    area_min = FigureFilter(label="最小面积", method="keep_number")
    area_max = FigureFilter(label="最大面积", method="keep_number")
    area_unit = ChoiceFilter(
        label="面积单位",
        method="keep",
        choices=[(name, unit.label) for name, unit in AREA_UNITS.items()],
        empty_label=None,
    )
    price_min = FigureFilter(label="最低价", method="keep_number")
    price_max = FigureFilter(label="最高价", method="keep_number")
    price_unit = ChoiceFilter(
        label="价格单位",
        method="keep",
        choices=[(name, UNIT_LABELS[name]) for name in PRICE_UNITS],
        empty_label=None,
    )
    park = ManyFilter(label="所在园区", method="keep_many")
    industry = ManyFilter(label="适合产业", method="keep_many")
    status = ChoiceFilter(
        label="供应状态",
        method="keep",
        empty_label="可供和洽谈中",
        choices=Listing.OfferStatus.choices,
    )
    q = django_filters.CharFilter(
        label="标题、编号或位置",
        method="keep",
        max_length=60,
        widget=forms.TextInput({"class": "input", "type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "搜索词最多 60 个字。"},
    )
    sort = ChoiceFilter(label="排序", method="keep", choices=SORTS, empty_label=None)

    class Meta:
        model = Listing
        fields = []
        form = ListingFilterForm

    @classmethod
    def get_filters(cls):
        """The needs of one value come from their table."""
        declared = super().get_filters()
        single = [need for need in NEEDS if need.name not in (*SPANS, "industry")]
        return declared | {need.name: filter_of(need) for need in single}

    def __init__(self, data=None, queryset=None, *, region=None, kind="", **kwargs):
        given = without_blanks(data)
        self.fixed_kind = kind
        self.defaults = self._defaults(given)
        for name, value in self.defaults.items():
            if not given.get(name):
                given[name] = value
        super().__init__(given, queryset, **kwargs)
        self.is_bound, self.data = True, given
        if kind:
            del self.filters["kind"]
        self.choices = Choices(region)
        for name, offered in (("park", self.parks), ("industry", self.industries)):
            self.filters[name].extra["choices"] = [(one.slug, one.name) for one in offered]

    @property
    def parks(self):
        return self.choices.parks

    @property
    def industries(self):
        return self.choices.industries

    def _defaults(self, given):
        """Units that suit the kind, so that a bare number means what the reader expects."""
        is_land = (self.fixed_kind or "".join(given.getlist("kind"))) == Listing.Kind.LAND
        purchase = "wan_per_mu" if is_land else "yuan_per_sqm"
        buys = is_land if not given.get("offer") else given.getlist("offer") == ["sale"]
        return {
            "area_unit": "mu" if is_land else "sqm",
            "price_unit": purchase if buys else "yuan_per_sqm_month",
        }

    @cached_property
    def cleaned(self):
        self.is_valid()
        return self.form.cleaned_data

    @cached_property
    def asked(self) -> list[Asked]:
        """The needs given, in the order of their table."""
        values = {need.name: self._value_of(need.name) for need in NEEDS}
        given = {name: value for name, value in values.items() if value not in (None, "", [])}
        return [Asked(BY_NAME[name], value) for name, value in given.items()]

    @cached_property
    def picked(self) -> list[Asked]:
        """Kind, offer, park and words, as far as given."""
        values = {
            "kind": [self.fixed_kind] if self.fixed_kind else self.cleaned.get("kind"),
            "offer": self.cleaned.get("offer"),
            "park": self._chosen("park", self.parks),
            "q": Words(self.cleaned["q"], self.parks) if self.cleaned.get("q") else None,
        }
        return [Asked(pick, values[pick.name]) for pick in PICKS if values[pick.name]]

    def _value_of(self, name):
        if name in SPANS:
            low, high = self.cleaned.get(f"{name}_min"), self.cleaned.get(f"{name}_max")
            unit = self.cleaned.get(f"{name}_unit") or self.defaults[f"{name}_unit"]
            return None if low is None and high is None else Span(low, high, unit)
        if name == "industry":
            return self._chosen(name, self.industries)
        value = self.cleaned.get(name)
        return True if BY_NAME[name].operator == "yes" and value else value

    def _chosen(self, name, offered):
        slugs = self.cleaned.get(name) or ()
        return [one for one in offered if one.slug in slugs]

    @property
    def order(self):
        """As asked, else by fit where needs were given, else the latest verified."""
        return self.cleaned.get("sort") or self.default_order

    @property
    def default_order(self):
        return "fit" if self.asked else "newest"

    @property
    def price_column(self):
        unit = self.cleaned.get("price_unit") or self.defaults["price_unit"]
        return PRICE_UNITS[unit].column

    @property
    def kinds_left_out(self):
        """Kinds that cannot have what was asked for, though nobody left them out."""
        if any(pick.need.name == "kind" for pick in self.picked):
            return []
        return [k for k in EVERY if not all(asked.need.applies_to(k) for asked in self.asked)]

    @property
    def offer_states(self):
        status = self.cleaned.get("status")
        return [status] if status else Listing.OfferStatus.open()

    def framed(self):
        """Public rows of the place and the state of offer: what all conditions are asked of."""
        rows = ListingIndex.objects.published()
        if self.choices.region_ids is not None:
            rows = rows.filter(region__in=self.choices.region_ids)
        return rows.with_offer_status(self.offer_states)

    def offered(self, listings):
        """Listings in the states of offer asked for."""
        return listings.filter(has_offer_status(self.offer_states, prefix="index_row__"))

    def narrow(self, rows, without=(), prefix=""):
        """Rows under all valid conditions except those named; nothing that fails one.

        `prefix` leads from the rows to the index row: none when they are index rows.
        """
        for asked in (*self.picked, *self.asked):
            if asked.need.name not in without:
                rows = rows.filter(prefixed(asked.possible(), prefix))
        return rows

    def unknowns(self, prefix=""):
        """How many of the needs given are unknown of a row."""
        unknown = (prefixed(asked.unknown(), prefix) for asked in self.asked)
        return sum((Case(When(q, then=1), default=0) for q in unknown), Value(0))

    def key(self, prefix=""):
        """(expression, is descending) by which the order asked for goes; ties go by pk."""
        if self.order in {"area", "-area"}:
            return F(f"{prefix}area_sqm"), self.order == "-area"
        if self.order == "price":
            return Coalesce(F(prefix + self.price_column), Value(DEAREST)), False
        return F(f"{prefix}verified_at"), True

    def filter_queryset(self, queryset):
        """Listings that may fit, for readers that page by number; unknown facts last."""
        for name in self.cleaned.keys() - ListingFilter.base_filters.keys():
            queryset = self.filters[name].filter(queryset, self.cleaned[name])
        queryset = self.offered(queryset)
        expression, is_descending = self.key("index_row__")
        key = expression.desc() if is_descending else expression.asc()
        tie = "-pk" if is_descending else "pk"
        return self.narrow(queryset, prefix="index_row__").order_by(
            self.unknowns("index_row__"), key, tie
        )

    def keep(self, queryset, name, value):
        """All conditions are applied together: see narrow()."""
        return queryset

    def keep_number(self, queryset, name, value: Decimal):
        """As keep(); the type is for the API's schema."""
        return queryset

    def keep_many(self, queryset, name, value: list[str]):
        """As keep(); the type is for the API's schema."""
        return queryset

    def keep_day(self, queryset, name, value: datetime.date):
        """As keep(); the type is for the API's schema."""
        return queryset


def without_blanks(data):
    """A copy that can be changed; boxes and fields left empty ask nothing."""
    given = QueryDict(mutable=True)
    for name, values in data.lists() if data is not None else ():
        if kept := [value for value in values if value]:
            given.setlist(name, kept)
    return given


def prefixed(condition, prefix):
    """The same condition, asked through a relation."""
    children = [
        prefixed(child, prefix) if isinstance(child, Q) else (prefix + child[0], child[1])
        for child in condition.children
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)
