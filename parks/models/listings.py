"""Listings: land, workshops, warehouses and offices on offer, in typed columns."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from core.text_folding import fold
from parks.attributes import worded
from parks.completeness import Completeness, items_of
from parks.kinds import Kind
from parks.models.coordinates import COORDINATES_IN_CHINA
from parks.models.fact_sources import COLUMNS as SOURCE_COLUMNS
from parks.models.fact_sources import FactSources, days_have_a_source
from parks.models.industries import Industry
from parks.models.kind_rules import KindRule
from parks.models.listing_display import ListingText
from parks.models.listing_index import COPIED, ROWS_AT_ONCE, ListingIndex
from parks.models.listing_queryset import ListingQuerySet
from parks.models.listing_state import ListingState
from parks.models.parks import Park
from parks.units import PRICE_UNITS, sqm_to_mu
from publishing.fields import RichTextField
from publishing.media_names import MediaNames
from publishing.richtext import plain_text
from regions.canonical import HasCanonicalUrl
from regions.models import Region
from search.bigrams import Bigrams
from search.copies import Copy
from search.documents import SearchDocument
from search.models import Searchable, SearchEntry


def searched_text(title, code, address) -> str:
    """Where the `q` of lists looks, as texts are compared."""
    return fold("\n".join((title, code, address)))


class Listing(ListingState, Completeness, ListingText, FactSources, HasCanonicalUrl, Searchable):
    """One piece of land or space. Areas in ㎡; NULL in a measured field means unknown."""

    Kind = Kind

    class Offer(models.TextChoices):
        SALE = "sale", "出让（出售）"
        LEASE = "lease", "出租"
        BOTH = "both", "可租可售"
        TRANSFER = "transfer", "转让"

        @classmethod
        def sales(cls):
            return [cls.SALE, cls.BOTH, cls.TRANSFER]

        @classmethod
        def leases(cls):
            return [cls.LEASE, cls.BOTH]

    class OfferStatus(models.TextChoices):
        AVAILABLE = "available", "可供"
        NEGOTIATING = "negotiating", "洽谈中"
        TAKEN = "taken", "已租售"
        CLOSED = "closed", "已停止"

        @classmethod
        def open(cls):
            return [cls.AVAILABLE, cls.NEGOTIATING]

    class PriceUnit(models.TextChoices):
        WAN_PER_MU = "wan_per_mu", PRICE_UNITS["wan_per_mu"].label
        YUAN_PER_SQM = "yuan_per_sqm", PRICE_UNITS["yuan_per_sqm"].label
        YUAN_PER_SQM_MONTH = "yuan_per_sqm_month", PRICE_UNITS["yuan_per_sqm_month"].label
        YUAN_PER_SQM_DAY = "yuan_per_sqm_day", PRICE_UNITS["yuan_per_sqm_day"].label

    park = models.ForeignKey(
        Park, models.PROTECT, null=True, blank=True, related_name="listings", **worded("park")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="listings", **worded("region"))
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="listings", **worded("industries")
    )
    code = models.CharField(**worded("code"), max_length=30, unique=True)
    kind = models.CharField(**worded("kind"), max_length=10, choices=Kind)
    offer = models.CharField(**worded("offer"), max_length=10, choices=Offer)
    title = models.CharField(**worded("title"), max_length=60)
    summary = models.CharField(**worded("summary"), max_length=160, blank=True)
    body = RichTextField(**worded("body"), blank=True)
    address = models.CharField(**worded("address"), max_length=120, blank=True)
    latitude = models.DecimalField(
        **worded("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        **worded("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    area_sqm = models.DecimalField(**worded("area_sqm"), max_digits=14, decimal_places=2)
    divisible_from_sqm = models.DecimalField(
        **worded("divisible_from_sqm"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    price_amount = models.DecimalField(
        **worded("price_amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    price_unit = models.CharField(
        **worded("price_unit"), max_length=20, choices=PriceUnit, blank=True
    )
    price_basis = models.CharField(**worded("price_basis"), max_length=60, blank=True)
    price_yuan_per_sqm = models.DecimalField(
        "单价（元/㎡）", max_digits=14, decimal_places=4, null=True, editable=False
    )
    rent_yuan_per_sqm_month = models.DecimalField(
        "月租（元/㎡·月）", max_digits=14, decimal_places=4, null=True, editable=False
    )
    status_of_offer = models.CharField(
        **worded("status_of_offer"),
        max_length=12,
        choices=OfferStatus,
        default=OfferStatus.AVAILABLE,
    )
    available_on = models.DateField(**worded("available_on"), null=True, blank=True)
    verified_at = models.DateTimeField("核实时间", null=True, blank=True)
    verified_by = models.CharField("核实人岗位", max_length=40, blank=True)
    verified_evidence = models.CharField("核实依据", max_length=120, blank=True)
    stale_at = models.DateTimeField("何时起待核实", null=True, editable=False)
    hidden_at = models.DateTimeField("何时起隐藏", null=True, editable=False)
    held_until_on = models.DateField("意向锁定到", null=True, blank=True)
    searched_text = models.TextField("供查找的文字", default="", editable=False)
    hold_reason = models.CharField(
        "锁定原因", max_length=120, blank=True, help_text="只给工作人员看；公众看到“洽谈中”。"
    )
    is_demo = models.BooleanField("演示数据", default=False)

    unchecked_texts = frozenset({"hold_reason"})  # for staff
    checked_rows = ("photos", "files", "land_terms", "building_spec")
    corrections = (
        *("status_of_offer", "held_until_on", "hold_reason", "available_on"),
        *("price_amount", "price_unit"),
        *("verified_at", "verified_by", "verified_evidence"),
        *(name for names in SOURCE_COLUMNS for name in names),
    )

    objects = ListingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="载体历史", excluded_fields=["searched_text"])

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "载体（土地与空间）"
        constraints = [
            *Searchable.Meta.constraints,
            days_have_a_source(SOURCE_COLUMNS),
            models.CheckConstraint(
                condition=Q(area_sqm__gt=0),
                name="%(app_label)s_%(class)s_area_positive",
                violation_error_message="面积应大于 0。",
            ),
            models.CheckConstraint(
                condition=Q(divisible_from_sqm__isnull=True)
                | (Q(divisible_from_sqm__gt=0) & Q(divisible_from_sqm__lte=models.F("area_sqm"))),
                name="%(app_label)s_%(class)s_divisible_within_area",
                violation_error_message="最小可分割面积应大于 0，且不超过总面积。",
            ),
            models.CheckConstraint(
                condition=(Q(price_amount__isnull=True) & Q(price_unit=""))
                | (Q(price_amount__isnull=False, price_amount__gt=0) & ~Q(price_unit="")),
                name="%(app_label)s_%(class)s_price_has_unit",
                violation_error_message="价格与单位要么都填，要么都不填（面议）。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["land", "factory", "warehouse", "office"])
                & Q(offer__in=["sale", "lease", "both", "transfer"])
                & Q(status_of_offer__in=["available", "negotiating", "taken", "closed"]),
                name="%(app_label)s_%(class)s_known_words",
            ),
            models.CheckConstraint(
                condition=Q(held_until_on__isnull=True, hold_reason="")
                | (
                    Q(held_until_on__isnull=False, status_of_offer="negotiating")
                    & ~Q(hold_reason="")
                ),
                name="%(app_label)s_%(class)s_hold_complete",
                violation_error_message="锁定要写到期日和原因，并且状态是洽谈中。",
            ),
            COORDINATES_IN_CHINA,
        ]
        indexes = [
            models.Index(
                fields=["hidden_at", "-id"],
                condition=Q(status="approved"),
                name="parks_listing_to_verify",
            ),
            models.Index(
                fields=["region", "kind", "-publish_at", "-id"],
                condition=Q(status="approved"),
                name="parks_listing_public",
            ),
            models.Index(
                fields=["stale_at"], condition=Q(status="approved"), name="parks_listing_due"
            ),
            # When pages change by themselves (publishing.editions.moments).
            models.Index(
                fields=["region", "kind", "expire_at"],
                condition=Q(status="approved", expire_at__isnull=False),
                name="parks_listing_expires",
            ),
            models.Index(
                fields=["region", "kind", "stale_at"],
                condition=Q(status="approved"),
                name="parks_listing_stale",
            ),
            models.Index(
                fields=["region", "kind", "hidden_at"],
                condition=Q(status="approved"),
                name="parks_listing_hidden",
            ),
            models.Index(
                fields=["park", "region"],
                condition=Q(status="approved"),
                name="parks_listing_places",
            ),
            GinIndex(MediaNames("body"), name="parks_listing_media"),
            # Any part of a title (search.bigrams).
            GinIndex(Bigrams("searched_text"), name="parks_listing_parts"),
            # What waits for somebody: few beside what is public.
            models.Index(
                fields=["status", "updated_at"],
                condition=~Q(status="approved"),
                name="parks_listing_waiting",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def url_at(self, slug):
        return reverse("listing_detail", args=[slug, self.pk])

    def save_base(self, *, raw=False, **kwargs):
        """Within the transaction of save(): the rule is read and held until all is written."""
        if not raw:
            self.derive(KindRule.held(self.kind))
        super().save_base(raw=raw, **kwargs)

    def derive(self, rule):
        """Set what follows from other columns and the rule of the kind."""
        self.price_yuan_per_sqm, self.rent_yuan_per_sqm_month = self.canonical_prices()
        self.searched_text = searched_text(self.title, self.code, self.address)
        self._drop_void_hold()
        self.stale_at = rule.stale_at(self.verified_at, self.publish_at)
        self.hidden_at = rule.hidden_at(self.verified_at, self.publish_at)

    def index(self):
        """SearchEntry and index row; again after the typed columns or industries have changed."""
        super().index()
        self.write_index_rows([self.pk])

    @classmethod
    def write_index_rows(cls, pks):
        ListingIndex.objects.write(cls.objects.filter(pk__in=pks))

    @classmethod
    def other_copies(cls):
        name = "parks.Listing index row"
        return (Copy(name, cls, COPIED, cls.write_index_rows, ROWS_AT_ONCE),)

    def gone_at(self):
        """By its window or because nobody verified it, whichever comes first."""
        return min(filter(None, (self.expire_at, self.hidden_at)), default=None)

    def missing_before_publishing(self):
        """Facts that the rule of this kind demands and nobody filled in (IncompleteError)."""
        return self.missing_under(KindRule.of(self.kind))

    def missing_under(self, rule):
        return [
            item
            for item in items_of(self)
            if item.name in rule.required and not item.is_known(self)
        ]

    def is_within_window(self, now=None):
        """Approved and between its dates, whoever verified it when."""
        return super().is_published(now)

    def is_published(self, now=None):
        now = now or timezone.now()
        return self.is_within_window(now) and (self.hidden_at is None or self.hidden_at > now)

    def canonical_prices(self):
        """(purchase price 元/㎡, rent 元/㎡·月), either or both None."""
        amount = self._meta.get_field("price_amount").to_python(self.price_amount)
        if amount is None:
            return None, None
        unit = PRICE_UNITS.get(self.price_unit)
        if unit is None:
            return None, None
        canonical = amount * unit.factor
        return (None, canonical) if unit.is_rent else (canonical, None)

    @property
    def is_land(self):
        return self.kind == self.Kind.LAND

    @property
    def area_mu(self):
        return sqm_to_mu(self.area_sqm)

    def terms(self):
        """The LandTerms or BuildingSpec of this listing, None while nobody filled it in."""
        return getattr(self, "land_terms" if self.is_land else "building_spec", None)

    search_sources = {
        "park": ("name", "status", "publish_at", "expire_at"),
        "region": ("path",),
    }

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.LISTING,
            region_id=self.region_id,
            title=self.title,
            body=" ".join(
                filter(
                    None,
                    (
                        self.get_kind_display(),
                        self.public_park.name if self.public_park else "",
                        self.summary,
                        self.address,
                        plain_text(self.body),
                    ),
                )
            ),
            codes=(self.code,),
            path=f"listings/{self.pk}/",
            dated_on=timezone.localdate(self.verified_at or self.publish_at),
            facet=self.kind,
            facet_label=self.get_kind_display(),
        )
