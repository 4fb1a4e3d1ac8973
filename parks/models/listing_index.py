"""One narrow row per approved listing: all that filters, counts and sorts ask.

A page over a million listings must not read their texts. The row is written by one statement from
the tables that hold the truth, in the transaction that changed them; nothing else writes it.
"""

import datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least
from django.utils import timezone

from parks.models.offer_status import OfferQuerySetMixin
from parks.models.supplies import TransportLink, Utility
from publishing.models import PublishedQuerySet, PublishWindow, public_at
from regions.models import Region

DEAREST = 1e15  # An unknown price sorts as the dearest.
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


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

    def write(self, listings):
        """Bring the rows of these listings (a queryset) in step with the truth."""
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

    `expire_at` is the moment the listing leaves the public, by its window or by staleness.
    Distances, and gas and steam of a plot, are what its park states, public or not: who reads them
    asks `has_public_park` (finding.criteria does).
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
    industries = ArrayField(models.IntegerField(), default=list, verbose_name="适合产业")
    kind = models.CharField("类型", max_length=10)
    status_of_offer = models.CharField("供应状态", max_length=12)
    held_until_on = models.DateField("意向锁定到", null=True)
    is_for_sale = models.BooleanField("可买")
    is_for_lease = models.BooleanField("可租")
    verified_at = models.DateTimeField("核实时间", help_text="从未核实：1970 年。")
    available_on = models.DateField("可交付日期", null=True)
    area_sqm = models.FloatField("面积")
    divisible_from_sqm = models.FloatField("最小可取面积", help_text="不可分割时等于面积。")
    price_yuan_per_sqm = models.FloatField("单价", null=True)
    rent_yuan_per_sqm_month = models.FloatField("月租", null=True)
    power_kva = models.FloatField("配电", null=True)
    is_eia_ready = models.BooleanField("可办环评", null=True)
    use_code = models.CharField("规划用途", max_length=6, blank=True)
    supply_mode = models.CharField("供地方式", max_length=20, blank=True)
    state = models.CharField("土地状态", max_length=12, blank=True)
    is_standard_land = models.BooleanField("标准地", null=True)
    investment_wan_per_mu = models.FloatField("投资强度", null=True)
    fire_class = models.CharField("火灾危险性类别", max_length=8, blank=True)
    delivery_standard = models.CharField("交付标准", max_length=12, blank=True)
    is_separately_titled = models.BooleanField("独立产证", null=True)
    is_registrable = models.BooleanField("可注册公司", null=True)
    has_dual_power = models.BooleanField("双回路", null=True)
    has_sprinkler = models.BooleanField("喷淋", null=True)
    has_steam = models.BooleanField("蒸汽", null=True)
    has_gas = models.BooleanField("天然气", null=True)
    has_rail_siding = models.BooleanField("铁路专用线", null=True)
    clear_height_m = models.FloatField("净高", null=True)
    floor_height_m = models.FloatField("层高", null=True)
    load_t_per_sqm = models.FloatField("承重", null=True)
    column_spacing_m = models.FloatField("柱距", null=True)
    crane_t = models.FloatField("行车", null=True)
    freight_lift_t = models.FloatField("货梯", null=True)
    property_fee_yuan_per_sqm_month = models.FloatField("物业费", null=True)
    rail_freight_km = models.FloatField("距铁路货场", null=True)
    highway_km = models.FloatField("距高速入口", null=True)
    searched_text = models.TextField("供查找的文字", default="")

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
        ]

    def __str__(self):
        return f"检索行（{self.listing_id}）"


def _number(name):
    return Cast(name, FloatField())


def _word(name):
    return Coalesce(name, Value(""))


def _either(name):
    """What is known of plots and of buildings alike."""
    return Coalesce(f"building_spec__{name}", f"land_terms__{name}")


def _is_one_of(offers):
    return ExpressionWrapper(Q(offer__in=offers), BooleanField())


def _industry_ids(listing):
    links = listing.industries.through.objects.filter(
        listing=OuterRef("pk"), industry__is_active=True
    )
    return ArraySubquery(links.order_by("industry_id").values("industry_id"))


def _of_the_park(kind, name):
    """A building's own supply; a plot has what its park supplies."""
    supplies = Utility.objects.filter(park=OuterRef("park_id"), kind=kind).order_by()
    return Case(
        When(kind="land", then=Subquery(supplies.values("is_supplied")[:1])),
        default=F(f"building_spec__{name}"),
    )


def _nearest_km(kind):
    links = TransportLink.objects.filter(park=OuterRef("park_id"), kind=kind).order_by()
    return Cast(
        Subquery(links.values("park").annotate(km=Min("distance_km")).values("km")), FloatField()
    )


@cache
def source(listing):
    """Field → where its value comes from, asked of Listing (given: it lies above this module)."""
    return {
        **_offer(listing),
        **_plot(),
        **_building(),
        "power_kva": _number(_either("power_kva")),
        "is_eia_ready": _either("is_eia_ready"),
        "rail_freight_km": _nearest_km(TransportLink.Kind.RAIL_FREIGHT),
        "highway_km": _nearest_km(TransportLink.Kind.HIGHWAY),
    }


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
    }


def _plot():
    return {
        "use_code": _word("land_terms__use_code"),
        "supply_mode": _word("land_terms__supply_mode"),
        "state": _word("land_terms__state"),
        "is_standard_land": F("land_terms__is_standard_land"),
        "investment_wan_per_mu": _number("land_terms__investment_wan_per_mu"),
    }


def _building():
    return {
        "fire_class": _word("building_spec__fire_class"),
        "delivery_standard": _word("building_spec__delivery_standard"),
        "is_separately_titled": F("building_spec__is_separately_titled"),
        "is_registrable": F("building_spec__is_registrable"),
        "has_dual_power": F("building_spec__has_dual_power"),
        "has_sprinkler": F("building_spec__has_sprinkler"),
        "has_steam": _of_the_park(Utility.Kind.HEAT, "has_steam"),
        "has_gas": _of_the_park(Utility.Kind.GAS, "has_gas"),
        "has_rail_siding": F("building_spec__has_rail_siding"),
        "clear_height_m": _number("building_spec__clear_height_m"),
        "floor_height_m": _number("building_spec__floor_height_m"),
        "load_t_per_sqm": _number("building_spec__load_t_per_sqm"),
        "column_spacing_m": _number("building_spec__column_spacing_m"),
        "crane_t": _number("building_spec__crane_t"),
        "freight_lift_t": _number("building_spec__freight_lift_t"),
        "property_fee_yuan_per_sqm_month": _number(
            "building_spec__property_fee_yuan_per_sqm_month"
        ),
    }
