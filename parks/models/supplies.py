"""What a park supplies, how far things are and what they cost."""

from django.db import models
from django.db.models import Q

from parks.display_values import UNKNOWN, number

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


class BuildState(models.TextChoices):
    """How far something is built; nothing unbuilt ever meets a need (ADR 70)."""

    BUILT = "built", "已建"
    BUILDING = "building", "在建"
    PLANNED = "planned", "规划"


UNBUILT = (BuildState.BUILDING.value, BuildState.PLANNED.value)


def states_are_known():
    """A known state; a day says since when a state holds, so there is one."""
    known = Q(state__in=["", *BuildState.values])
    return models.CheckConstraint(
        condition=known & (Q(state_on__isnull=True) | ~Q(state="")),
        name="%(app_label)s_%(class)s_state_known",
        violation_error_message="填了截至哪天，就要选状态。",
    )


def _state():
    return models.CharField(
        "状态",
        max_length=8,
        choices=BuildState,
        blank=True,
        default="",
        db_default="",
        help_text="在建和规划的不算满足，页面写明“在建”或“规划”，找空间的人看到的是未知。",
    )


def _state_on():
    return models.DateField("状态截至", null=True, blank=True)


def _state_source():
    return models.CharField(
        "状态来源",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="如：某文件、某公告",
    )


class Facility(Supply):
    """What has to be built: its state, as of a day and by whose word; an empty state is unsaid.

    Unsaid counts as built, as it always did; the desk lists such rows to be asked for. The three
    columns stand in each model behind its facts.
    """

    class Meta:
        abstract = True

    @property
    def is_unbuilt(self):
        return self.state in UNBUILT

    @property
    def state_words(self):
        """规划（截至 2013-05-01，来源：…）; empty where nothing is to be said."""
        if not self.state:
            return ""
        day = f"截至 {self.state_on:%Y-%m-%d}" if self.state_on else ""
        source = f"来源：{self.state_source}" if self.state_source else ""
        beside = "，".join(filter(None, (day, source)))
        if not beside and not self.is_unbuilt:
            return ""
        return f"{self.get_state_display()}（{beside}）" if beside else self.get_state_display()


class Utility(Facility):
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
    voltage_kv = models.DecimalField(
        "电压等级（kV）",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="只填供电：能接到的最高一级，如 35、110。找空间的人按它筛。",
    )
    state, state_on, state_source = _state(), _state_on(), _state_source()

    class Meta:
        verbose_name = verbose_name_plural = "基础设施"
        constraints = [
            models.UniqueConstraint(
                fields=["park", "kind"], name="%(app_label)s_%(class)s_kind_once_a_park"
            ),
            models.CheckConstraint(
                condition=Q(voltage_kv__isnull=True) | Q(kind="power", voltage_kv__gt=0),
                name="%(app_label)s_%(class)s_voltage_of_power",
                violation_error_message="电压等级只填在“供电”这一行，大于 0。",
            ),
            states_are_known(),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.park_id}）"

    @property
    def capacity_words(self):
        """110 kV，双回路; the level once, also where the free words say it, too."""
        return capacity_words(self.voltage_kv, self.capacity)

    @property
    def status(self):
        """已通, 未通, 未知, or 在建 and 规划, which outrank what is said of today."""
        return supply_status(self.is_supplied, self.state)


def capacity_words(voltage_kv, capacity=""):
    """The level of voltage before what is said in free words, unless they say it themselves."""
    level = "" if voltage_kv is None else f"{number(voltage_kv)}\u00a0kV"
    if level.replace("\u00a0", "").lower() in capacity.replace(" ", "").lower():
        return capacity
    return "，".join(filter(None, (level, capacity)))


def supply_status(is_supplied, state=""):
    """One word for what a utility is."""
    if state in UNBUILT:
        return BuildState(state).label
    return {True: "已通", False: "未通", None: UNKNOWN}[is_supplied]


def distance_words(km, state=""):
    """9 km, 规划 9 km, 规划; 未知 where nothing is said."""
    words = "" if km is None else f"{number(km, 1)}\u00a0km"
    stage = BuildState(state).label if state in UNBUILT else ""
    return "\u00a0".join(filter(None, (stage, words))) or UNKNOWN


class TransportLinkQuerySet(models.QuerySet):
    def nearest_first(self):
        """What stands, then what is to be; those that say nothing of either are left out."""
        is_unbuilt = Q(state__in=UNBUILT)
        says_something = self.filter(Q(distance_km__isnull=False) | is_unbuilt)
        return says_something.order_by(
            models.Case(models.When(is_unbuilt, then=1), default=0),
            models.F("distance_km").asc(nulls_last=True),
            "pk",
        )


class TransportLink(Facility):
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
    state, state_on, state_source = _state(), _state_on(), _state_source()

    objects = TransportLinkQuerySet.as_manager()

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
            states_are_known(),
        ]

    def __str__(self):
        return f"{self.name}（{self.park_id}）"

    @property
    def icon(self):
        return TRANSPORT_ICONS[self.kind]

    @property
    def distance(self):
        """9 km, 规划 9 km or 未知."""
        return distance_words(self.distance_km, self.state)


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
