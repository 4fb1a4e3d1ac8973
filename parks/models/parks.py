"""Parks: what stands there, what it costs, how far things are."""

import re

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from parks.models.coordinates import COORDINATES_IN_CHINA
from parks.models.fact_sources import PARK_COLUMNS, ParkFactSources, days_have_a_source
from parks.models.industries import Industry
from parks.models.listing_index import ListingIndex
from parks.models.located_queryset import PlaceQuerySet
from parks.models.park_display import ParkText
from publishing.fields import PictureField, RichTextField
from publishing.media_names import MediaNames
from publishing.richtext import plain_text
from regions.canonical import HasCanonicalUrl
from regions.models import Region
from search.documents import SearchDocument
from search.following import Followed
from search.models import Searchable, SearchEntry

# Other names are written one after the other: 昆仑经开区、格尔木工业园.
NAME_BREAKS = re.compile(r"[、，,；;/（）()\s]+")
ENOUGH_ON_OFFER = 100


def _on_offer_here():
    """Rows of what the park of the outer query has on offer."""
    return ListingIndex.objects.published().on_offer().filter(park=OuterRef("pk")).order_by()


class ParkQuerySet(PlaceQuerySet):
    def with_listing_counts(self):
        """`listing_count`: published listings of the park that can still be had."""
        counted = _on_offer_here().values("park").annotate(n=Count("pk")).values("n")
        return self.annotate(listing_count=Coalesce(Subquery(counted), 0))

    def most_on_offer_first(self, *ties, enough=ENOUGH_ON_OFFER):
        """By what can still be had; those with `enough` are alike, so that nobody counts on."""
        some = ArraySubquery(_on_offer_here().values("pk")[:enough])
        number = Func(some, function="cardinality", output_field=models.IntegerField())
        return self.annotate(on_offer=number).order_by("-on_offer", *ties)

    def with_industry_names(self):
        """`industry_names`: labels of the active industries in their usual order."""
        links = self.model.industries.through.objects.filter(
            park=OuterRef("pk"), industry__is_active=True
        ).order_by("industry__position", "industry_id")
        return self.annotate(industry_names=ArraySubquery(links.values("industry__name")))

    def for_cards(self):
        """All that `parks/_park_card.html` prints, in this one query."""
        return self.with_listing_counts().with_industry_names().defer("body", "boundary")

    def for_detail(self):
        """The park's own page: what it supplies, costs and how far things are, a query each."""
        return (
            self.with_listing_counts()
            .with_industry_names()
            .with_canonical_site()
            .select_related("region")
            .prefetch_related("utilities", "transport", "cost_factors")
        )


class Park(ParkFactSources, ParkText, HasCanonicalUrl, Followed, Searchable):
    """A development zone or park; areas in ㎡, coordinates WGS-84, NULL means unknown."""

    class Level(models.TextChoices):
        NATIONAL_ETDZ = "national_etdz", "国家级经济技术开发区"
        NATIONAL_HIGH_TECH = "national_hightech", "国家级高新技术产业开发区"
        NATIONAL_NEW_AREA = "national_new_area", "国家级新区"
        BONDED = "bonded", "综合保税区"
        PROVINCIAL = "provincial", "省级工业园区"
        CHEMICAL = "chemical", "化工园区（认定）"
        CIRCULAR = "circular", "循环经济试验区片区"
        ENCLAVE = "enclave", "飞地园区"
        ENERGY = "energy", "新能源基地"
        LOCAL = "local", "市县级园区"

    region = models.ForeignKey(Region, models.PROTECT, related_name="parks", verbose_name="地区")
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="parks", verbose_name="主导产业"
    )
    name = models.CharField("名称", max_length=60)
    also_known_as = models.CharField("别名", max_length=120, blank=True)
    slug = models.SlugField(
        "网址标识", max_length=40, help_text="如 kunlun；改了以后，旧网址自动转到新网址。"
    )
    level = models.CharField("级别", max_length=20, choices=Level)
    summary = models.CharField("一句话介绍", max_length=160)
    body = RichTextField("详细介绍", blank=True)
    cover = PictureField("题图", upload_to="parks", blank=True)
    cover_alt = models.CharField("题图说明", max_length=120, blank=True)
    established_on = models.DateField("批准设立", null=True, blank=True)
    approved_area_sqm = models.DecimalField(
        "核准面积（㎡）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    planned_area_sqm = models.DecimalField(
        "规划面积（㎡）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    supplied_percent = models.DecimalField(
        "已供土地（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    available_percent = models.DecimalField(
        "可供土地（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    address = models.CharField("位置", max_length=120, blank=True)
    latitude = models.DecimalField(
        "纬度（WGS-84）", max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        "经度（WGS-84）", max_digits=8, decimal_places=5, null=True, blank=True
    )
    location_accuracy_m = models.PositiveIntegerField("坐标误差（米）", null=True, blank=True)
    boundary = models.JSONField("边界（GeoJSON）", null=True, blank=True)
    contact_name = models.CharField("联系部门", max_length=60, blank=True)
    source = models.CharField("数据来源与年份", max_length=200, blank=True)
    is_demo = models.BooleanField("演示数据", default=False)

    checked_rows = ("utilities", "transport", "cost_factors")
    corrections = tuple(name for names in PARK_COLUMNS for name in names)

    objects = ParkQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="园区历史", excluded_fields=["boundary"])

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "园区"
        constraints = [
            *Searchable.Meta.constraints,
            days_have_a_source(PARK_COLUMNS),
            models.UniqueConstraint(
                fields=["region", "slug"], name="%(app_label)s_%(class)s_slug_once_a_region"
            ),
            models.CheckConstraint(
                condition=(Q(approved_area_sqm__isnull=True) | Q(approved_area_sqm__gt=0))
                & (Q(planned_area_sqm__isnull=True) | Q(planned_area_sqm__gt=0)),
                name="%(app_label)s_%(class)s_areas_positive",
                violation_error_message="面积应大于 0；不知道就留空。",
            ),
            models.CheckConstraint(
                condition=(Q(supplied_percent__isnull=True) | Q(supplied_percent__range=(0, 100)))
                & (Q(available_percent__isnull=True) | Q(available_percent__range=(0, 100))),
                name="%(app_label)s_%(class)s_shares_are_percentages",
                violation_error_message="土地占比应在 0 到 100 之间；不知道就留空。",
            ),
            COORDINATES_IN_CHINA,
        ]
        indexes = [
            models.Index(fields=["cover"], condition=~Q(cover=""), name="parks_park_cover"),
            GinIndex(MediaNames("body"), name="parks_park_media"),
        ]

    def __str__(self):
        return self.name

    def url_at(self, slug):
        return reverse("park_detail", args=[slug, self.slug])

    def names(self) -> list[str]:
        """The name and the other names it goes by."""
        return [self.name, *filter(None, NAME_BREAKS.split(self.also_known_as))]

    search_sources = {"region": ("path",)}

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.PARK,
            region_id=self.region_id,
            title=self.name,
            names=tuple(self.names()[1:]),
            body=" ".join(filter(None, (self.summary, self.address, plain_text(self.body)))),
            path=f"parks/{self.slug}/",
            dated_on=timezone.localdate(self.updated_at),
            facet=self.level,
            facet_label=self.get_level_display(),
        )
