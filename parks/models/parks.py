"""Parks: what stands there, what it costs, how far things are."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from parks.models.industries import Industry
from parks.units import SQM_PER_MU
from publishing.fields import PictureField, RichTextField
from publishing.models import PublishedQuerySet
from publishing.richtext import plain_text
from regions.models import Region
from search.documents import SearchDocument
from search.models import Searchable, SearchEntry


class ParkQuerySet(PublishedQuerySet):
    def in_region(self, region):
        return self.filter(region__path__startswith=region.path)


class Park(Searchable):
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
    slug = models.SlugField("网址标识", max_length=40, help_text="如 kunlun；发布后不要再改。")
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

    objects = ParkQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="园区历史", excluded_fields=["boundary"])

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "园区"
        constraints = [
            *Searchable.Meta.constraints,
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
                condition=(Q(latitude__isnull=True) | Q(latitude__range=(3, 54)))
                & (Q(longitude__isnull=True) | Q(longitude__range=(73, 136))),
                name="%(app_label)s_%(class)s_coordinates_in_china",
                violation_error_message="坐标应在中国范围内（WGS-84，纬度 3–54，经度 73–136）。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.url_on(self.region.site)

    def url_on(self, site):
        return reverse("park_detail", args=[site.slug, self.slug])

    @property
    def approved_area_mu(self):
        return self.approved_area_sqm / SQM_PER_MU if self.approved_area_sqm else None

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.PARK,
            region_id=self.region_id,
            title=self.name,
            body=" ".join(
                filter(
                    None, (self.also_known_as, self.summary, self.address, plain_text(self.body))
                )
            ),
            path=f"parks/{self.slug}/",
            dated_on=self.updated_at.date(),
            facet=self.level,
        )


class Utility(models.Model):
    """One of 七通一平 at a park: supplied or not (NULL = unknown), capacity, remark."""

    class Kind(models.TextChoices):
        WATER = "water", "给水"
        DRAINAGE = "drainage", "排水"
        POWER = "power", "供电"
        TELECOM = "telecom", "通讯"
        ROAD = "road", "道路"
        GAS = "gas", "燃气"
        HEAT = "heat", "热力（蒸汽）"
        LEVELLED = "levelled", "场地平整"

    park = models.ForeignKey(Park, models.CASCADE, related_name="utilities", verbose_name="园区")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    is_supplied = models.BooleanField("已通", null=True, blank=True)
    capacity = models.CharField("能力", max_length=60, blank=True, help_text="如：110 kV 双回路")
    note = models.CharField("说明", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "基础设施"
        constraints = [
            models.UniqueConstraint(
                fields=["park", "kind"], name="%(app_label)s_%(class)s_kind_once_a_park"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.park_id}）"


class TransportLink(models.Model):
    """A road distance in km from a park to a station, port, motorway entrance or airport."""

    class Kind(models.TextChoices):
        RAIL_FREIGHT = "rail_freight", "铁路货场"
        RAIL = "rail", "铁路客站"
        HIGHWAY = "highway", "高速入口"
        AIRPORT = "airport", "机场"
        PORT = "port", "陆港口岸"
        CITY = "city", "市区"

    park = models.ForeignKey(Park, models.CASCADE, related_name="transport", verbose_name="园区")
    kind = models.CharField("种类", max_length=12, choices=Kind)
    name = models.CharField("名称", max_length=40)
    distance_km = models.DecimalField(
        "公里数", max_digits=7, decimal_places=1, null=True, blank=True
    )
    note = models.CharField("说明", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交通距离"
        constraints = [
            models.UniqueConstraint(
                fields=["park", "kind", "name"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(distance_km__isnull=True) | Q(distance_km__gte=0),
                name="%(app_label)s_%(class)s_distance_not_negative",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.park_id}）"


class CostFactor(models.Model):
    """A dated price of 电 水 气 蒸汽 污水 工资 运费 at a park, with its source."""

    class Kind(models.TextChoices):
        POWER = "power", "工业用电"
        WATER = "water", "工业用水"
        GAS = "gas", "天然气"
        STEAM = "steam", "蒸汽"
        SEWAGE = "sewage", "污水处理"
        WAGE = "wage", "普工工资"
        FREIGHT = "freight", "铁路运费"

    park = models.ForeignKey(Park, models.CASCADE, related_name="cost_factors", verbose_name="园区")
    kind = models.CharField("要素", max_length=10, choices=Kind)
    value = models.DecimalField("价格", max_digits=10, decimal_places=3)
    unit = models.CharField("单位", max_length=20, help_text="如：元/kWh")
    capacity = models.CharField("供应能力", max_length=60, blank=True)
    valid_from_on = models.DateField("自何日起")
    source = models.CharField("来源", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "要素价格"
        constraints = [
            models.UniqueConstraint(
                fields=["park", "kind", "valid_from_on"], name="%(app_label)s_%(class)s_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0), name="%(app_label)s_%(class)s_value_positive"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.valid_from_on}（{self.park_id}）"
