"""What a park supplies, how far things are and what they cost."""

from django.db import models
from django.db.models import Q

from parks.display_values import number

TRANSPORT_ICONS = {
    "rail_freight": "rail",
    "rail": "rail",
    "highway": "road",
    "airport": "plane",
    "port": "warehouse",
    "city": "home",
}


class Supply(models.Model):
    """A row about a park that is nothing but one fact."""

    is_one_fact = True  # publishing.corrections

    class Meta:
        abstract = True


class Utility(Supply):
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

        @property
        def icon(self):
            return {"drainage": "drain", "telecom": "signal", "levelled": "land"}.get(self, self)

    park = models.ForeignKey(
        "parks.Park", models.CASCADE, related_name="utilities", verbose_name="园区"
    )
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


class TransportLink(Supply):
    """A road distance in km from a park to a station, port, motorway entrance or airport."""

    class Kind(models.TextChoices):
        RAIL_FREIGHT = "rail_freight", "铁路货场"
        RAIL = "rail", "铁路客站"
        HIGHWAY = "highway", "高速入口"
        AIRPORT = "airport", "机场"
        PORT = "port", "陆港口岸"
        CITY = "city", "市区"

    park = models.ForeignKey(
        "parks.Park", models.CASCADE, related_name="transport", verbose_name="园区"
    )
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

    @property
    def icon(self):
        return TRANSPORT_ICONS[self.kind]


class CostFactor(Supply):
    """A dated price of 电 水 气 蒸汽 污水 工资 运费 at a park, with its source."""

    class Kind(models.TextChoices):
        POWER = "power", "工业用电"
        WATER = "water", "工业用水"
        GAS = "gas", "天然气"
        STEAM = "steam", "蒸汽"
        SEWAGE = "sewage", "污水处理"
        WAGE = "wage", "普工工资"
        FREIGHT = "freight", "铁路运费"

    park = models.ForeignKey(
        "parks.Park", models.CASCADE, related_name="cost_factors", verbose_name="园区"
    )
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

    @property
    def price_text(self):
        return number(self.value, 3)
