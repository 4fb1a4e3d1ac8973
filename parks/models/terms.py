"""What a plot demands and what a building can do: typed columns, NULL means unknown."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Aggregate, Count, FloatField, Func, OuterRef, Q

from parks import attributes
from parks.attributes import worded
from parks.display_values import number
from parks.kinds import LAND
from parks.models.listings import Listing
from regions.models import Region

# A median is made of no more than so many plots of a county, the newest.
NEWEST_PLOTS = 100
CONTROLS = tuple(row.name for row in attributes.CONTROLS if row.unit)


class Median(Aggregate):
    """The middle value of a numeric column; NULLs do not count."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class Terms(models.Model):
    """Typed columns of a listing; what is asked of it follows every change."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._write_index_row()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            self._write_index_row()
        return result

    def _write_index_row(self):
        Listing.write_index_rows([self.listing_id])


class LandTermsQuerySet(models.QuerySet):
    def published_in_prefecture(self, region, newest=NEWEST_PLOTS):
        """Terms of public plots anywhere in the prefecture that `region` belongs to.

        Of each county the newest, so that a province's hundred thousand cost no more.
        """
        path = "".join(f"{code}/" for code in region.lineage()[:2])
        plots = Listing.objects.published().of_kind(LAND).filter(region=OuterRef("pk"))
        latest = plots.order_by("-publish_at", "-pk").values("pk")[:newest]
        keys = Func(ArraySubquery(latest), function="unnest", output_field=models.BigIntegerField())
        counties = Region.objects.filter(path__startswith=path)
        return self.filter(listing__in=counties.annotate(plot=keys).values("plot"))

    def control_medians(self):
        """{column: (median, number of plots that state it)} of the controls, in one query."""
        wanted = {f"{name}_median": Median(name) for name in CONTROLS}
        wanted |= {f"{name}_plots": Count(name) for name in CONTROLS}
        row = self.aggregate(**wanted)
        return {name: (row[f"{name}_median"], row[f"{name}_plots"]) for name in CONTROLS}


class LandTerms(Terms):
    """标准地 control indicators and planning terms of a plot; NULL means unknown."""

    class UseCode(models.TextChoices):
        CLASS_1 = "100101", "一类工业用地"
        CLASS_2 = "100102", "二类工业用地"
        CLASS_3 = "100103", "三类工业用地"
        LOGISTICS_1 = "110101", "一类物流仓储用地"
        LOGISTICS_2 = "110102", "二类物流仓储用地"
        LOGISTICS_3 = "110103", "三类物流仓储用地"
        COMMERCIAL = "0901", "商业用地"
        RESEARCH = "0802", "科研用地"

    class SupplyMode(models.TextChoices):
        BIDDING = "bidding", "招标出让"
        AUCTION = "auction", "拍卖出让"
        LISTED = "listed", "挂牌出让"
        FLEXIBLE = "flexible", "弹性年期出让"
        LEASE = "lease", "长期租赁"
        LEASE_THEN_GRANT = "lease_then_grant", "先租后让"
        SECONDARY = "secondary", "二级市场转让"

    class State(models.TextChoices):
        PLANNED = "planned", "规划中"
        RESERVED = "reserved", "已收储"
        CLEARED = "cleared", "净地"
        ANNOUNCED = "announced", "公告中"
        IDLE = "idle", "闲置待盘活"

    listing = models.OneToOneField(
        Listing, models.CASCADE, related_name="land_terms", verbose_name="地块"
    )
    use_code = models.CharField(**worded("use_code"), max_length=6, choices=UseCode, blank=True)
    supply_mode = models.CharField(
        **worded("supply_mode"), max_length=20, choices=SupplyMode, blank=True
    )
    state = models.CharField(**worded("state"), max_length=12, choices=State, blank=True)
    is_standard_land = models.BooleanField(**worded("is_standard_land"), null=True, blank=True)
    tenure_years = models.PositiveSmallIntegerField(**worded("tenure_years"), null=True, blank=True)
    auction_deposit_wan = models.DecimalField(
        **worded("auction_deposit_wan"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    plot_ratio_min = models.DecimalField(
        **worded("plot_ratio_min"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    plot_ratio_max = models.DecimalField(
        **worded("plot_ratio_max"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    building_coefficient_min_percent = models.DecimalField(
        **worded("building_coefficient_min_percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )
    green_ratio_max_percent = models.DecimalField(
        **worded("green_ratio_max_percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    office_land_max_percent = models.DecimalField(
        **worded("office_land_max_percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    height_max_m = models.DecimalField(
        **worded("height_max_m"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    investment_wan_per_mu = models.DecimalField(
        **worded("investment_wan_per_mu"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    tax_wan_per_mu = models.DecimalField(
        **worded("tax_wan_per_mu"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    output_wan_per_mu = models.DecimalField(
        **worded("output_wan_per_mu"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    energy_tce_per_wan = models.DecimalField(
        **worded("energy_tce_per_wan"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    power_kva = models.PositiveIntegerField(**worded("power_kva"), null=True, blank=True)
    is_eia_ready = models.BooleanField(**worded("is_eia_ready"), null=True, blank=True)
    emission = models.CharField(**worded("emission"), max_length=120, blank=True)
    assessments = models.CharField(**worded("assessments"), max_length=160, blank=True)
    geology = models.CharField(**worded("geology"), max_length=120, blank=True)

    objects = LandTermsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "土地条件"
        constraints = [
            models.CheckConstraint(
                condition=Q(tenure_years__isnull=True) | Q(tenure_years__range=(1, 70)),
                name="%(app_label)s_%(class)s_tenure_lawful",
                violation_error_message="年期应在 1 到 70 年之间。",
            ),
            models.CheckConstraint(
                condition=Q(plot_ratio_min__isnull=True)
                | Q(plot_ratio_max__isnull=True)
                | Q(plot_ratio_min__lte=models.F("plot_ratio_max")),
                name="%(app_label)s_%(class)s_plot_ratio_ordered",
                violation_error_message="容积率下限不应大于上限。",
            ),
        ]

    def __str__(self):
        return f"土地条件（{self.listing_id}）"

    @property
    def plot_ratio(self):
        """0.8–1.6, ≥ 0.8 or ≤ 1.6; empty when neither end is known."""
        low, high = self.plot_ratio_min, self.plot_ratio_max
        if low is not None and high is not None:
            return f"{number(low)}–{number(high)}"
        if low is not None:
            return f"≥\u00a0{number(low)}"
        return f"≤\u00a0{number(high)}" if high is not None else ""


class BuildingSpec(Terms):
    """What a workshop, warehouse or office can carry, lift and power; NULL means unknown."""

    class FireClass(models.TextChoices):
        A = "jia", "甲类"
        B = "yi", "乙类"
        C1 = "bing1", "丙类 1 项"
        C2 = "bing2", "丙类 2 项"
        D = "ding", "丁类"
        E = "wu", "戊类"

    class Delivery(models.TextChoices):
        BARE = "bare", "毛坯"
        BASIC = "basic", "简装"
        FITTED = "fitted", "精装"
        EQUIPPED = "equipped", "带装修带设备"

    class Structure(models.TextChoices):
        STEEL = "steel", "钢结构"
        PORTAL = "portal", "门式刚架"
        FRAME = "frame", "框架"
        BRICK = "brick", "砖混"

    listing = models.OneToOneField(
        Listing, models.CASCADE, related_name="building_spec", verbose_name="载体"
    )
    structure = models.CharField(
        **worded("structure"), max_length=10, choices=Structure, blank=True
    )
    fire_class = models.CharField(
        **worded("fire_class"), max_length=8, choices=FireClass, blank=True
    )
    floors = models.CharField(**worded("floors"), max_length=20, blank=True)
    clear_height_m = models.DecimalField(
        **worded("clear_height_m"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    floor_height_m = models.DecimalField(
        **worded("floor_height_m"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    load_t_per_sqm = models.DecimalField(
        **worded("load_t_per_sqm"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    column_spacing_m = models.DecimalField(
        **worded("column_spacing_m"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    column_grid = models.CharField(**worded("column_grid"), max_length=20, blank=True)
    crane_t = models.DecimalField(
        **worded("crane_t"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    freight_lift_t = models.DecimalField(
        **worded("freight_lift_t"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    power_kva = models.PositiveIntegerField(**worded("power_kva"), null=True, blank=True)
    has_dual_power = models.BooleanField(**worded("has_dual_power"), null=True, blank=True)
    has_sprinkler = models.BooleanField(**worded("has_sprinkler"), null=True, blank=True)
    has_air_conditioning = models.BooleanField(
        **worded("has_air_conditioning"), null=True, blank=True
    )
    has_steam = models.BooleanField(**worded("has_steam"), null=True, blank=True)
    has_gas = models.BooleanField(**worded("has_gas"), null=True, blank=True)
    has_rail_siding = models.BooleanField(**worded("has_rail_siding"), null=True, blank=True)
    is_eia_ready = models.BooleanField(**worded("is_eia_ready"), null=True, blank=True)
    is_registrable = models.BooleanField(**worded("is_registrable"), null=True, blank=True)
    is_separately_titled = models.BooleanField(
        **worded("is_separately_titled"), null=True, blank=True
    )
    dock_doors = models.PositiveSmallIntegerField(**worded("dock_doors"), null=True, blank=True)
    efficiency_percent = models.DecimalField(
        **worded("efficiency_percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    workstations = models.PositiveIntegerField(**worded("workstations"), null=True, blank=True)
    delivery_standard = models.CharField(
        **worded("delivery_standard"), max_length=12, choices=Delivery, blank=True
    )
    delivery = models.CharField(**worded("delivery"), max_length=40, blank=True)
    property_fee_yuan_per_sqm_month = models.DecimalField(
        **worded("property_fee_yuan_per_sqm_month"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
    )
    deposit_terms = models.CharField(**worded("deposit_terms"), max_length=20, blank=True)
    rent_free_months = models.DecimalField(
        **worded("rent_free_months"), max_digits=4, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "建筑条件"
        constraints = [
            models.CheckConstraint(
                condition=(Q(clear_height_m__isnull=True) | Q(clear_height_m__gt=0))
                & (Q(floor_height_m__isnull=True) | Q(floor_height_m__gt=0))
                & (Q(load_t_per_sqm__isnull=True) | Q(load_t_per_sqm__gt=0)),
                name="%(app_label)s_%(class)s_measures_positive",
                violation_error_message="层高、净高、承重应大于 0；不知道就留空。",
            )
        ]

    def __str__(self):
        return f"建筑条件（{self.listing_id}）"


def terms_model(kind):
    """The model that holds the typed columns of a kind."""
    return LandTerms if kind == LAND else BuildingSpec
