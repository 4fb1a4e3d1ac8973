"""The administrative tree of GB/T 2260 and other names its units go by."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Concat

from regions.models.region_spellings import RegionSpelling
from regions.spellings import place_key

ADCODE = RegexValidator(r"\A\d{6}\Z", "行政区划代码应为 6 位数字（GB/T 2260）。")


class RegionQuerySet(models.QuerySet):
    def named(self, name):
        """Regions known under this name in any spelling; by former ones where none has it today."""
        return self.filter(pk__in=RegionSpelling.objects.of(name).values("region"))

    def beginning(self, name):
        """Those with a spelling that begins so; none for an empty text."""
        key = place_key(name)
        spelt = RegionSpelling.objects.filter(key__startswith=key, region=OuterRef("pk"))
        return self.filter(Exists(spelt)) if key else self.none()


class Region(models.Model):
    """An administrative unit of GB/T 2260, or a statistical unit marked by its kind."""

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "法定行政区划"
        STATISTICAL = "statistical", "统计用区划（派出机构、新区）"
        FORMER = "former", "已撤销"

    class Level(models.IntegerChoices):
        PROVINCE = 1, "省级"
        PREFECTURE = 2, "地级"
        COUNTY = 3, "县级"

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    adcode = models.CharField("区划代码", max_length=6, unique=True, validators=[ADCODE])
    path = models.CharField("路径", max_length=40, unique=True, editable=False)
    level = models.SmallIntegerField("级别", choices=Level)
    name = models.CharField("名称", max_length=40)
    short_name = models.CharField("简称", max_length=20)
    slug = models.SlugField("拼音标识", max_length=40, blank=True)
    romanised = models.CharField("罗马字名称", max_length=60, blank=True)
    latitude = models.DecimalField(
        "纬度（WGS-84）", max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        "经度（WGS-84）", max_digits=8, decimal_places=5, null=True, blank=True
    )
    kind = models.CharField("性质", max_length=12, choices=Kind, default=Kind.STATUTORY)
    valid_from_on = models.DateField("设立日期", null=True, blank=True)
    valid_to_on = models.DateField("撤销日期", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地区"
        constraints = [
            models.CheckConstraint(
                condition=Q(adcode__regex=r"^\d{6}$"),
                name="%(app_label)s_%(class)s_adcode_six_digits",
            ),
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(F("adcode"), models.Value("/"))),
                name="%(app_label)s_%(class)s_path_ends_in_adcode",
            ),
        ]
        indexes = [
            models.Index(
                fields=["path"],
                opclasses=["varchar_pattern_ops"],
                name="regions_region_path_prefix",
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.adcode}）"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        RegionSpelling.objects.rewrite(Region.objects.filter(pk=self.pk))

    def lineage(self):
        """Codes of the region and of everything above it, the province first."""
        return self.path.strip("/").split("/")

    def path_label(self):
        """青海省·海西蒙古族藏族自治州·格尔木市. No query when the parents were selected along."""
        return f"{self.parent.path_label()}·{self.name}" if self.parent_id else self.name


class RegionAlias(models.Model):
    """A former, everyday or Latin name of a region: 冷湖行委 is today 茫崖市, Golmud 格尔木市."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="aliases", verbose_name="现属地区"
    )
    name = models.CharField("别名", max_length=40)
    since = models.CharField("自何时", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "地区别名"
        constraints = [
            # 南郊区 was the name of several.
            models.UniqueConstraint(
                fields=["region", "name"], name="%(app_label)s_%(class)s_name_once"
            ),
        ]

    def __str__(self):
        return f"{self.name} → {self.region_id}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self._respell()

    def delete(self, *args, **kwargs):
        gone = super().delete(*args, **kwargs)
        self._respell()
        return gone

    def _respell(self):
        RegionSpelling.objects.rewrite(Region.objects.filter(pk=self.region_id))
