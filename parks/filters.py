"""Query-string filters of lists and API. An unknown price is kept, last and labelled."""

import unicodedata
from decimal import Decimal

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict

from parks.filter_fields import ChoiceFilter, FigureFilter, ManyFilter
from parks.models import Industry, Listing, Park
from parks.units import mu_to_sqm, wan_per_mu_to_yuan_per_sqm

AREA_UNITS = (("mu", "亩"), ("sqm", "㎡"))
PRICE_UNITS = (
    ("wan_per_mu", "万元/亩（买地）"),
    ("yuan_per_sqm", "元/㎡（购买）"),
    ("yuan_per_sqm_month", "元/㎡·月（租赁）"),
)
SORTS = (
    ("newest", "最近核实"),
    ("area", "面积从小到大"),
    ("-area", "面积从大到小"),
    ("price", "价格从低到高"),
)
# How an amount becomes the canonical column, and which offers could have such a price.
PRICE_RULES = {
    "wan_per_mu": ("price_yuan_per_sqm", wan_per_mu_to_yuan_per_sqm, ("sale", "both", "transfer")),
    "yuan_per_sqm": ("price_yuan_per_sqm", Decimal, ("sale", "both", "transfer")),
    "yuan_per_sqm_month": ("rent_yuan_per_sqm_month", Decimal, ("lease", "both")),
}
NEWEST_VERIFIED = F("verified_at").desc(nulls_last=True)


class ListingFilterForm(forms.Form):
    """What a single field cannot see: the lower limit above the upper one."""

    def clean(self):
        cleaned = super().clean()
        for low, high in (("area_min", "area_max"), ("price_min", "price_max")):
            least, most = cleaned.get(low), cleaned.get(high)
            if least is not None and most is not None and least > most:
                self.add_error(high, "上限比下限小，请把两个数对调或改一个。")
        return cleaned


class ListingFilter(django_filters.FilterSet):
    """Conditions of a list of listings; defaults: what can still be had, newest verified first.

    `region` limits the parks offered; `kind` fixes the kind (landing pages). Areas are compared in
    ㎡, prices in 元/㎡ or 元/㎡·月, whatever unit was typed.
    """

    kind = ManyFilter(label="类型", choices=Listing.Kind.choices)
    offer = ChoiceFilter(
        label="租还是买",
        method="filter_offer",
        empty_label="不限",
        choices=[("sale", "买（出让、出售、转让）"), ("lease", "租")],
    )
    area_min = FigureFilter(label="最小面积", method="filter_area_min")
    area_max = FigureFilter(label="最大面积", method="filter_area_max")
    area_unit = ChoiceFilter(label="面积单位", method="keep", choices=AREA_UNITS, empty_label=None)
    price_min = FigureFilter(label="最低价", method="filter_price_min")
    price_max = FigureFilter(label="最高价", method="filter_price_max")
    price_unit = ChoiceFilter(
        label="价格单位", method="keep", choices=PRICE_UNITS, empty_label=None
    )
    park = ManyFilter(label="所在园区", method="filter_park")
    industry = ManyFilter(label="适合产业", method="filter_industry")
    status = ChoiceFilter(
        label="供应状态",
        field_name="status_of_offer",
        empty_label="可供和洽谈中",
        choices=Listing.OfferStatus.choices,
    )
    q = django_filters.CharFilter(
        label="标题、编号或位置",
        method="filter_words",
        max_length=60,
        widget=forms.TextInput({"class": "input", "type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "搜索词最多 60 个字。"},
    )
    sort = ChoiceFilter(label="排序", method="keep", choices=SORTS, empty_label=None)

    class Meta:
        model = Listing
        fields = []
        form = ListingFilterForm

    def __init__(self, data=None, queryset=None, *, region=None, kind="", **kwargs):
        given = data.copy() if data is not None else QueryDict(mutable=True)
        self.fixed_kind = kind
        self.defaults = self._defaults(given)
        for name, value in self.defaults.items():
            if not given.get(name):
                given[name] = value
        super().__init__(given, queryset, **kwargs)
        self.is_bound, self.data = True, given
        if kind:
            del self.filters["kind"]
        self.parks = self._parks(region)
        self.industries = list(Industry.objects.filter(is_active=True).order_by("position", "pk"))
        self.filters["park"].extra["choices"] = [(p.slug, p.name) for p in self.parks]
        self.filters["industry"].extra["choices"] = [(i.slug, i.name) for i in self.industries]

    def _defaults(self, given):
        """Units that suit the kind, so that a bare number means what the reader expects."""
        is_land = (self.fixed_kind or "".join(given.getlist("kind"))) == Listing.Kind.LAND
        purchase = "wan_per_mu" if is_land else "yuan_per_sqm"
        buys = is_land if not given.get("offer") else given["offer"] == "sale"
        return {
            "area_unit": "mu" if is_land else "sqm",
            "price_unit": purchase if buys else "yuan_per_sqm_month",
            "sort": "newest",
        }

    @staticmethod
    def _parks(region):
        parks = Park.objects.published().defer("body", "boundary")
        if region is not None:
            parks = parks.in_region(region)
        return list(parks.with_listing_counts().order_by("-listing_count", "pk"))

    def filter_queryset(self, queryset):
        return self.in_order(self.narrow(queryset))

    def narrow(self, queryset, without=()):
        """`queryset` under all valid conditions except those named."""
        if self.fixed_kind and "kind" not in without:
            queryset = queryset.of_kind(self.fixed_kind)
        if not self.form.cleaned_data.get("status"):
            queryset = queryset.on_offer()
        for name, value in self.form.cleaned_data.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def in_order(self, queryset):
        """Sorted as asked; rows without the price asked for come last in every order."""
        price = self.price_column
        order = {
            "area": [F("area_sqm").asc(), "-pk"],
            "-area": [F("area_sqm").desc(), "-pk"],
            "price": [F(price).asc(nulls_last=True), "-pk"],
        }.get(self.form.cleaned_data.get("sort"), [NEWEST_VERIFIED, "-publish_at", "-pk"])
        if self.has_price_limit:
            queryset = queryset.alias(is_price_unknown=Q(**{f"{price}__isnull": True}))
            order = ["is_price_unknown", *order]
        return queryset.order_by(*order)

    @property
    def price_rule(self):
        unit = self.form.cleaned_data.get("price_unit") or self.defaults["price_unit"]
        return PRICE_RULES[unit]

    @property
    def price_column(self):
        return self.price_rule[0]

    @property
    def has_price_limit(self):
        cleaned = self.form.cleaned_data
        return cleaned.get("price_min") is not None or cleaned.get("price_max") is not None

    def keep(self, queryset, name, value):
        """Units and order say how to read the other fields."""
        return queryset

    def filter_offer(self, queryset, name, value):
        offers = {"sale": ["sale", "both", "transfer"], "lease": ["lease", "both"]}
        return queryset.filter(offer__in=offers[value])

    def filter_area_min(self, queryset, name, value: Decimal):
        return queryset.filter(area_sqm__gte=self._sqm(value))

    def filter_area_max(self, queryset, name, value: Decimal):
        return queryset.filter(area_sqm__lte=self._sqm(value))

    def _sqm(self, value):
        return mu_to_sqm(value) if self.form.cleaned_data.get("area_unit") == "mu" else value

    def filter_price_min(self, queryset, name, value: Decimal):
        return self._within_price(queryset, "gte", value)

    def filter_price_max(self, queryset, name, value: Decimal):
        return self._within_price(queryset, "lte", value)

    def _within_price(self, queryset, lookup, value):
        column, convert, offers = self.price_rule
        unknown = Q(**{f"{column}__isnull": True, "offer__in": offers})
        return queryset.filter(Q(**{f"{column}__{lookup}": convert(value)}) | unknown)

    def filter_park(self, queryset, name, value: list[str]):
        chosen = [park.pk for park in self.parks if park.slug in value]
        return queryset.filter(park__in=chosen)

    def filter_industry(self, queryset, name, value: list[str]):
        chosen = [industry.pk for industry in self.industries if industry.slug in value]
        links = Listing.industries.through.objects
        return queryset.filter(Exists(links.filter(listing=OuterRef("pk"), industry__in=chosen)))

    def filter_words(self, queryset, name, value):
        for word in unicodedata.normalize("NFKC", value).split():
            named = [park.pk for park in self.parks if word.lower() in park.name.lower()]
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(code__icontains=word)
                | Q(address__icontains=word)
                | Q(park__in=named)
            )
        return queryset


class ParkFilter(django_filters.FilterSet):
    level = ManyFilter(label="级别", choices=Park.Level.choices)
    industry = django_filters.CharFilter(label="主导产业", method="filter_industry")

    class Meta:
        model = Park
        fields = []

    def filter_industry(self, queryset, name, value: str):
        links = Park.industries.through.objects
        return queryset.filter(Exists(links.filter(park=OuterRef("pk"), industry__slug=value)))
