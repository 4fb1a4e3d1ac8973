"""What a plot demands and what a building can do: typed columns, NULL means unknown."""

from django.db import models, transaction
from django.db.models import Aggregate, Count, FloatField, Q

from parks import attributes
from parks.display_values import number
from parks.models.listings import Listing

CONTROLS = tuple(column.name for column in attributes.CONTROLS if column.unit)


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
    def published_in_prefecture(self, region):
        """Terms of public plots anywhere in the prefecture that `region` belongs to."""
        path = "".join(f"{code}/" for code in region.lineage()[:2])
        return self.filter(
            listing__in=Listing.objects.published().filter(region__path__startswith=path)
        )

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
    use_code = models.CharField("规划用途", max_length=6, choices=UseCode, blank=True)
    supply_mode = models.CharField("供地方式", max_length=20, choices=SupplyMode, blank=True)
    state = models.CharField("土地状态", max_length=12, choices=State, blank=True)
    is_standard_land = models.BooleanField("标准地", null=True, blank=True)
    tenure_years = models.PositiveSmallIntegerField("年期（年）", null=True, blank=True)
    plot_ratio_min = models.DecimalField(
        "容积率下限", max_digits=4, decimal_places=2, null=True, blank=True
    )
    plot_ratio_max = models.DecimalField(
        "容积率上限", max_digits=4, decimal_places=2, null=True, blank=True
    )
    building_coefficient_min_percent = models.DecimalField(
        "建筑系数下限（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    green_ratio_max_percent = models.DecimalField(
        "绿地率上限（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    office_land_max_percent = models.DecimalField(
        "行政办公及生活设施用地上限（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    height_max_m = models.DecimalField(
        "限高（m）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    investment_wan_per_mu = models.DecimalField(
        "固定资产投资强度（万元/亩）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    tax_wan_per_mu = models.DecimalField(
        "亩均税收（万元/亩·年）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    output_wan_per_mu = models.DecimalField(
        "亩均产值（万元/亩·年）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    energy_tce_per_wan = models.DecimalField(
        "单位能耗（吨标准煤/万元）", max_digits=8, decimal_places=3, null=True, blank=True
    )
    power_kva = models.PositiveIntegerField("可接入容量（kVA）", null=True, blank=True)
    is_eia_ready = models.BooleanField("可办环评", null=True, blank=True)
    emission = models.CharField("排放要求", max_length=120, blank=True)
    assessments = models.CharField("区域评估", max_length=160, blank=True)
    geology = models.CharField("地质", max_length=120, blank=True)

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
    structure = models.CharField("结构", max_length=10, choices=Structure, blank=True)
    fire_class = models.CharField(
        "火灾危险性类别（GB 50016）", max_length=8, choices=FireClass, blank=True
    )
    floors = models.CharField("楼层", max_length=20, blank=True, help_text="如：3/12 层")
    clear_height_m = models.DecimalField(
        "净高（m）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    floor_height_m = models.DecimalField(
        "层高（m）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    load_t_per_sqm = models.DecimalField(
        "楼面承重（t/㎡）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    column_spacing_m = models.DecimalField(
        "最小柱距（m）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    column_grid = models.CharField("柱距 × 跨度（m）", max_length=20, blank=True)
    crane_t = models.DecimalField(
        "行车（t）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    freight_lift_t = models.DecimalField(
        "货梯（t）", max_digits=6, decimal_places=2, null=True, blank=True
    )
    power_kva = models.PositiveIntegerField("配电容量（kVA）", null=True, blank=True)
    has_dual_power = models.BooleanField("双回路", null=True, blank=True)
    has_sprinkler = models.BooleanField("喷淋", null=True, blank=True)
    has_steam = models.BooleanField("蒸汽", null=True, blank=True)
    has_gas = models.BooleanField("天然气", null=True, blank=True)
    has_rail_siding = models.BooleanField("铁路专用线", null=True, blank=True)
    is_eia_ready = models.BooleanField("可办环评", null=True, blank=True)
    is_registrable = models.BooleanField("可注册公司", null=True, blank=True)
    is_separately_titled = models.BooleanField("独立产证", null=True, blank=True)
    dock_doors = models.PositiveSmallIntegerField("卸货门（个）", null=True, blank=True)
    efficiency_percent = models.DecimalField(
        "得房率（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    workstations = models.PositiveIntegerField("工位（个）", null=True, blank=True)
    delivery_standard = models.CharField("交付标准", max_length=12, choices=Delivery, blank=True)
    delivery = models.CharField("交付说明", max_length=40, blank=True)
    property_fee_yuan_per_sqm_month = models.DecimalField(
        "物业费（元/㎡·月）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    deposit_terms = models.CharField("押付方式", max_length=20, blank=True)
    rent_free_months = models.DecimalField(
        "免租期（月）", max_digits=4, decimal_places=1, null=True, blank=True
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
