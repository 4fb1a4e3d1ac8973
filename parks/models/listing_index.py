"""One narrow row per approved listing: all that filters, counts and sorts ask.

A page over a million listings must not read their texts. The row is written by one statement from
the tables that hold the truth, in the transaction that changed them; nothing else writes it.
"""

import datetime
from functools import cache

from django.contrib.postgres.aggregates import BoolOr
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, transaction
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Abs, Cast, Coalesce, Least, NullIf
from django.utils import timezone

from parks import attributes
from parks.attributes import Holder
from parks.kinds import LAND, Kind
from parks.models.industries import Industry
from parks.models.offer_status import OfferQuerySetMixin
from parks.models.supplies import UNBUILT, BuildState, TransportLink, Utility
from publishing.models import PublishedQuerySet, PublishWindow, public_at
from regions.models import Region

DEAREST = 1e15  # An unknown price sorts as the dearest.
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# What the rows hold beside the listing's own: path from the listing → fields (search.copies).
COPIED = {
    "park": ("latitude", "longitude"),
    "park__utilities": ("kind", "is_supplied", "state", "voltage_kv"),
    "park__transport": ("kind", "distance_km", "state"),
    "industries": ("is_active", "parent"),
    "industries__parent": ("is_active",),
}
# How many rows are written while somebody waits: a fifth of a second on an idle machine.
ROWS_AT_ONCE = 2_000


def _of_this_table(constraint):
    """The constraint under the name it has in the database, whatever the model is called."""
    named = constraint.clone()
    named.name = constraint.name % {"app_label": "parks", "class": "listingdigest"}
    return named


class ListingIndexQuerySet(OfferQuerySetMixin, PublishedQuerySet):
    def published(self, now=None):
        """Each row also tells `has_public_park`: only then may what the park supplies be used.

        Asked of the park itself, so that nothing has to be rewritten when its time begins or ends.
        """
        now = now or timezone.now()
        is_public = ExpressionWrapper(public_at(now, "park__"), BooleanField())
        return super().published(now).annotate(has_public_park=is_public)

    def with_place(self):
        """Rows that have a place which readers may know, in published()."""
        return self.filter(Q(is_at_park=False) | Q(has_public_park=True), latitude__isnull=False)

    def without_place(self):
        """The others."""
        is_withheld = Q(is_at_park=True, has_public_park=False)
        return self.filter(Q(latitude__isnull=True) | is_withheld)

    def kinds_present(self, region) -> set[str]:
        """Kinds of which anything in the region is public and can still be had, one query."""
        rows = self.published().on_offer().filter(region=OuterRef("pk")).order_by()
        found = Region.objects.filter(path__startswith=region.path).aggregate(
            **{kind: BoolOr(Exists(rows.filter(kind=kind))) for kind in Kind.values}
        )
        return {kind for kind, is_present in found.items() if is_present}

    def near_in_size(self, now, path, kind, area, but, most):
        """Up to `most` others of the kind that are public and nearest to the area, nearest first.

        Below the region of that path, without the listing of the key `but`. Two short walks of an
        index in every county, upwards and downwards: what the region holds in all does not matter.
        """
        others = self.published(now).on_offer().filter(region=OuterRef("pk"), kind=kind)
        others = others.exclude(pk=but)
        larger = others.filter(area_sqm__gte=area).order_by("area_sqm", "pk").values("pk")
        smaller = others.filter(area_sqm__lt=area).order_by("-area_sqm", "-pk").values("pk")
        walks = [ArraySubquery(walk[:most]) for walk in (larger, smaller)]
        joined = Func(*walks, function="array_cat")
        keys = Func(joined, function="unnest", output_field=models.BigIntegerField())
        counties = Region.objects.filter(path__startswith=path)
        near = self.filter(pk__in=counties.annotate(near=keys).values("near"))
        return near.order_by(Abs(F("area_sqm") - area), "-pk")[:most]

    @transaction.atomic
    def write(self, listings):
        """Bring the rows of these listings (a queryset) in step with the truth.

        The listings are locked first: what another transaction is about to change is waited for.
        """
        locked = listings.model.objects.filter(pk__in=listings.order_by().values("pk"))
        list(locked.order_by("pk").select_for_update(of=("self",), no_key=True).values("pk"))
        gone = listings.exclude(status=PublishWindow.Status.APPROVED)
        self.filter(listing__in=gone.order_by().values("pk")).delete()
        approved = listings.filter(status=PublishWindow.Status.APPROVED).order_by()
        values = source(listings.model)
        self._upsert(list(values), approved.values_list(*values.values()))

    def _upsert(self, names, rows):
        sql, params = rows.query.get_compiler(self.db).as_sql()
        columns = [self.model._meta.get_field(name).column for name in names]
        changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns[1:])
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.model._meta.db_table} ({', '.join(columns)}) {sql} "  # noqa: S608 -- our own names
                f"ON CONFLICT ({columns[0]}) DO UPDATE SET {changes}",
                params,
            )


class ListingIndex(PublishWindow):
    """What can be asked of a listing; measures as floats, NULL and empty mean unknown.

    A fact of the table of attributes that can be asked for has its column here, of the same name.
    `expire_at` is the moment the listing leaves the public, by its window or by staleness.
    Distances, and gas and steam of a plot, are what its park states, public or not: who reads them
    asks `has_public_park` (finding.criteria does). Where the park only builds or plans it, the
    column of that name and `_state` says so: such a fact meets nothing. So it is with the place:
    the listing's own, else that of its park, which `is_at_park` tells (`with_place()` asks).
    """

    has_public_park = False  # told by published()

    listing = models.OneToOneField(
        "parks.Listing",
        models.CASCADE,
        primary_key=True,
        related_name="index_row",
        verbose_name="载体",
    )
    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_index=False)
    park = models.ForeignKey("parks.Park", models.CASCADE, null=True, related_name="+")
    industries = ArrayField(models.IntegerField(), default=list)
    kind = models.CharField(max_length=10)
    status_of_offer = models.CharField(max_length=12)
    held_until_on = models.DateField(null=True)
    is_for_sale = models.BooleanField()
    is_for_lease = models.BooleanField()
    verified_at = models.DateTimeField(help_text="从未核实：1970 年。")
    available_on = models.DateField(null=True)
    area_sqm = models.FloatField()
    divisible_from_sqm = models.FloatField(help_text="不可分割时等于面积。")
    price_yuan_per_sqm = models.FloatField(null=True)
    rent_yuan_per_sqm_month = models.FloatField(null=True)
    power_kva = models.FloatField(null=True)
    is_eia_ready = models.BooleanField(null=True)
    use_code = models.CharField(max_length=6, blank=True)
    supply_mode = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, blank=True)
    is_standard_land = models.BooleanField(null=True)
    investment_wan_per_mu = models.FloatField(null=True)
    fire_class = models.CharField(max_length=8, blank=True)
    delivery_standard = models.CharField(max_length=12, blank=True)
    is_separately_titled = models.BooleanField(null=True)
    is_registrable = models.BooleanField(null=True)
    has_dual_power = models.BooleanField(null=True)
    has_sprinkler = models.BooleanField(null=True)
    has_air_conditioning = models.BooleanField(null=True)
    has_steam = models.BooleanField(null=True)
    has_gas = models.BooleanField(null=True)
    has_rail_siding = models.BooleanField(null=True)
    clear_height_m = models.FloatField(null=True)
    floor_height_m = models.FloatField(null=True)
    load_t_per_sqm = models.FloatField(null=True)
    column_spacing_m = models.FloatField(null=True)
    crane_t = models.FloatField(null=True)
    freight_lift_t = models.FloatField(null=True)
    property_fee_yuan_per_sqm_month = models.FloatField(null=True)
    rail_freight_km = models.FloatField(null=True)
    highway_km = models.FloatField(null=True)
    voltage_kv = models.FloatField(null=True)
    voltage_kv_state = models.CharField(max_length=8, blank=True, default="", db_default="")
    rail_freight_km_state = models.CharField(max_length=8, blank=True, default="", db_default="")
    highway_km_state = models.CharField(max_length=8, blank=True, default="", db_default="")
    has_steam_state = models.CharField(max_length=8, blank=True, default="", db_default="")
    has_gas_state = models.CharField(max_length=8, blank=True, default="", db_default="")
    latitude = models.FloatField(null=True, help_text="WGS-84；自己的，没有就是园区的。")
    longitude = models.FloatField(null=True)
    is_at_park = models.BooleanField(default=False, db_default=False)
    searched_text = models.TextField(default="")

    objects = ListingIndexQuerySet.as_manager()

    class Meta(PublishWindow.Meta):
        verbose_name = verbose_name_plural = "载体检索行"
        db_table = "parks_listingdigest"
        constraints = [_of_this_table(rule) for rule in PublishWindow.Meta.constraints]
        indexes = [
            models.Index(fields=["region", "kind"], name="parks_digest_region_kind"),
            models.Index(fields=["-verified_at", "-listing"], name="parks_digest_verified"),
            models.Index(fields=["area_sqm", "listing"], name="parks_digest_area"),
            models.Index(
                Coalesce("price_yuan_per_sqm", Value(DEAREST)), "listing", name="parks_digest_price"
            ),
            models.Index(
                Coalesce("rent_yuan_per_sqm_month", Value(DEAREST)),
                "listing",
                name="parks_digest_rent",
            ),
            models.Index(fields=["latitude", "longitude"], name="parks_digest_place"),
            models.Index(
                fields=["region", "kind", "area_sqm", "listing"], name="parks_digest_size"
            ),
            # What a park has on offer is counted without reading the rows.
            models.Index(
                fields=["park", "status_of_offer"],
                include=["status", "publish_at", "expire_at"],
                name="parks_digest_of_park",
            ),
        ]

    def __str__(self):
        return f"检索行（{self.listing_id}）"

    @property
    def has_told_place(self):
        """As with_place() asks; of a row of published()."""
        return self.latitude is not None and (self.has_public_park or not self.is_at_park)


def _number(name):
    return Cast(name, FloatField())


def _is_one_of(offers):
    return ExpressionWrapper(Q(offer__in=offers), BooleanField())


def _industry_ids(listing):
    """Those stated and the trades they belong to: who asks for a trade finds its branches."""
    links = listing.industries.through.objects.filter(
        listing=OuterRef(OuterRef("pk")), industry__is_active=True
    )
    stated = Q(pk__in=links.values("industry"))
    above = Q(pk__in=links.values("industry__parent"), is_active=True)
    return ArraySubquery(Industry.objects.filter(stated | above).order_by("pk").values("pk"))


def _of_the_park(kind, own):
    """A building's own supply; a plot has what its park supplies and does not only plan."""
    supplies = _utilities(kind).exclude(state__in=UNBUILT)
    return Case(
        When(kind=LAND, then=Subquery(supplies.values("is_supplied")[:1])),
        default=own,
    )


def _level(row):
    """Of the park's utility, unless it is said not to be there."""
    is_missing = Q(is_supplied=False) & ~Q(state__in=UNBUILT)
    rows = _utilities(row.supply).exclude(is_missing)
    return Subquery(rows.values(row.name)[:1])


def _utilities(kind):
    return Utility.objects.filter(park=OuterRef("park_id"), kind=kind).order_by()


def _of_the_nearest(kind, column):
    links = TransportLink.objects.filter(park=OuterRef("park_id"), kind=kind).nearest_first()
    return Subquery(links.values(column)[:1])


def _unbuilt(row):
    """The state of what the park has, where it does not stand yet."""
    if row.road_to:
        state = _of_the_nearest(row.road_to, "state")
    elif row.supply:
        state = Subquery(_utilities(row.supply).values("state")[:1])
    else:
        supplied = Subquery(_utilities(row.land_supply).values("state")[:1])
        state = Case(When(kind=LAND, then=supplied))
    return NullIf(Coalesce(state, Value("")), Value(BuildState.BUILT.value))


@cache
def source(listing):
    """Field → where its value comes from, asked of Listing (given: it lies above this module)."""
    rows = (row for row in attributes.ASKED if row.holder is not Holder.LISTING)
    stated = {row.name: _as_indexed(row.name, _stated(row)) for row in rows}
    states = {row.state_column: row for row in attributes.ASKED if row.state_column}
    unbuilt = {name: _as_indexed(name, _unbuilt(row)) for name, row in states.items()}
    return _offer(listing) | stated | unbuilt


def _stated(row):
    """A fact of the table, from where its row says that it is kept."""
    if row.road_to:
        return _of_the_nearest(row.road_to, "distance_km")
    if row.supply:
        return _level(row)
    relations = {"land_terms" if kind == LAND else "building_spec" for kind in row.kinds}
    own = [F(f"{relation}__{row.name}") for relation in sorted(relations)]
    stated = Coalesce(*own) if len(own) > 1 else own[0]
    return _of_the_park(row.land_supply, stated) if row.land_supply else stated


def _as_indexed(name, stated):
    """Measures as floats; text never NULL."""
    field = ListingIndex._meta.get_field(name)
    if isinstance(field, FloatField):
        return Cast(stated, FloatField())
    return Coalesce(stated, Value("")) if isinstance(field, models.CharField) else stated


def _is_located(prefix=""):
    return Q(**{f"{prefix}latitude__isnull": False, f"{prefix}longitude__isnull": False})


def _degrees(name):
    """The listing's own, else its park's; both degrees are from the same of the two."""
    return Case(
        When(_is_located(), then=_number(name)),
        When(_is_located("park__"), then=_number(f"park__{name}")),
    )


def _offer(listing):
    return {
        "listing": F("pk"),  # first: the key of the row
        "status": F("status"),
        "publish_at": F("publish_at"),
        "expire_at": Least("expire_at", "hidden_at"),
        "region": F("region_id"),
        "park": F("park_id"),
        "industries": _industry_ids(listing),
        "kind": F("kind"),
        "status_of_offer": F("status_of_offer"),
        "held_until_on": F("held_until_on"),
        "is_for_sale": _is_one_of(listing.Offer.sales()),
        "is_for_lease": _is_one_of(listing.Offer.leases()),
        "verified_at": Coalesce("verified_at", NEVER),
        "available_on": F("available_on"),
        "searched_text": F("searched_text"),
        "area_sqm": _number("area_sqm"),
        "divisible_from_sqm": _number(Coalesce("divisible_from_sqm", "area_sqm")),
        "price_yuan_per_sqm": _number("price_yuan_per_sqm"),
        "rent_yuan_per_sqm_month": _number("rent_yuan_per_sqm_month"),
        "latitude": _degrees("latitude"),
        "longitude": _degrees("longitude"),
        "is_at_park": ExpressionWrapper(~_is_located() & _is_located("park__"), BooleanField()),
    }
