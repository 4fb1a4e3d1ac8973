"""Policies as records: who issued what, for whom, how much, until when."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from parks.models import Industry
from policies.document_numbers import normalise_document_number
from publishing.fields import RichTextField
from publishing.models import PublishedQuerySet
from publishing.richtext import plain_text
from regions.models import Region
from search.documents import SearchDocument
from search.models import Searchable, SearchEntry

EXPIRING_SOON = datetime.timedelta(days=60)


class PolicyCategory(models.Model):
    """企业政策, 资金扶持, 人才政策 …: what readers choose from; editors keep the list."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("标识", max_length=20, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策类别"

    def __str__(self):
        return self.name


class PolicyQuerySet(PublishedQuerySet):
    def applying_to(self, region):
        """Policies of the region itself, of those above it and of those below it."""
        codes = region.path.strip("/").split("/")
        return self.filter(Q(region__adcode__in=codes) | Q(region__path__startswith=region.path))

    def in_force(self, today=None):
        """Effective today: begun, not expired, not repealed."""
        today = today or timezone.localdate()
        return self.filter(
            Q(effective_on__isnull=True) | Q(effective_on__lte=today),
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            repealed_on__isnull=True,
        )


class Policy(Searchable):
    """One policy document. Its validity is computed from its dates, never typed."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家"
        PROVINCE = "province", "省级"
        PREFECTURE = "prefecture", "市州级"
        COUNTY = "county", "县市级"
        PARK = "park", "园区"

    class Validity(models.TextChoices):
        UPCOMING = "upcoming", "未生效"
        VALID = "valid", "有效"
        EXPIRING = "expiring", "即将失效"
        EXPIRED = "expired", "失效"

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="policies", verbose_name="适用地区"
    )
    category = models.ForeignKey(
        PolicyCategory, models.PROTECT, related_name="policies", verbose_name="类别"
    )
    industries = models.ManyToManyField(
        Industry, blank=True, related_name="policies", verbose_name="适用产业"
    )
    title = models.CharField("标题", max_length=120)
    document_number = models.CharField(
        "文号", max_length=40, blank=True, help_text="如 格政办〔2025〕2号；括号写法会自动统一。"
    )
    issuer = models.CharField("发文机关", max_length=80)
    level = models.CharField("层级", max_length=10, choices=Level)
    gist = models.CharField("一句话说明", max_length=200, help_text="给谁、给多少、多久。")
    audience = models.CharField("谁能申报", max_length=160)
    conditions = models.JSONField(
        "申报条件", default=list, blank=True, help_text="一行一条的列表。"
    )
    materials = models.JSONField("申报材料", default=list, blank=True, help_text="一行一条的列表。")
    ceiling_wan = models.DecimalField(
        "金额上限（万元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    support = models.CharField("支持标准", max_length=160, blank=True)
    how_to_apply = RichTextField("怎么申报", blank=True)
    apply_url = models.URLField("申报入口", blank=True)
    apply_until_on = models.DateField("申报截止", null=True, blank=True)
    handling_days = models.PositiveSmallIntegerField("办理时限（工作日）", null=True, blank=True)
    contact = models.CharField("受理单位与电话", max_length=80, blank=True)
    body = RichTextField("原文")
    interpretation = RichTextField("解读", blank=True)
    issued_on = models.DateField("成文日期")
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("失效日期", null=True, blank=True, help_text="长期有效则留空。")
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    is_fair_competition_reviewed = models.BooleanField("已作公平竞争审查", default=False)
    is_demo = models.BooleanField("演示数据", default=False)

    objects = PolicyQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="政策历史")

    class Meta(Searchable.Meta):
        verbose_name = verbose_name_plural = "政策"
        constraints = [
            *Searchable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gte=F("effective_on")),
                name="%(app_label)s_%(class)s_expires_after_effective",
                violation_error_message="失效日期不应早于施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(ceiling_wan__isnull=True) | Q(ceiling_wan__gt=0),
                name="%(app_label)s_%(class)s_ceiling_positive",
                violation_error_message="金额上限应大于 0；没有就留空。",
            ),
            models.UniqueConstraint(
                fields=["document_number"],
                condition=~Q(document_number=""),
                name="%(app_label)s_%(class)s_number_once",
                violation_error_message="这个文号已经录入过。",
            ),
        ]

    def __str__(self):
        return f"{self.title}（{self.pk}）"

    def get_absolute_url(self):
        return self.url_on(self.region.site)

    def url_on(self, site):
        return reverse("policy_detail", args=[site.slug, self.pk])

    def save(self, *args, **kwargs):
        self.document_number = normalise_document_number(self.document_number)
        super().save(*args, **kwargs)

    def validity(self, today=None):
        today = today or timezone.localdate()
        if self.repealed_on and self.repealed_on <= today:
            return self.Validity.EXPIRED
        if self.expires_on and self.expires_on < today:
            return self.Validity.EXPIRED
        if self.effective_on and self.effective_on > today:
            return self.Validity.UPCOMING
        if self.expires_on and self.expires_on - today <= EXPIRING_SOON:
            return self.Validity.EXPIRING
        return self.Validity.VALID

    def days_left(self, today=None):
        """Days until it lapses, None when it has no end."""
        today = today or timezone.localdate()
        return (self.expires_on - today).days if self.expires_on else None

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.POLICY,
            region_id=self.region_id,
            title=self.title,
            body=" ".join(
                (
                    self.issuer,
                    self.gist,
                    self.audience,
                    self.support,
                    plain_text(self.body),
                    plain_text(self.interpretation),
                )
            ),
            codes=(self.document_number,),
            path=f"policies/{self.pk}/",
            dated_on=self.issued_on,
            facet=self.category.slug,
            reaches_below=True,
        )
