"""Policies as records: who issued what, for whom, how much, until when."""

import datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    When,
)
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from parks.models import Industry
from policies.application_deadlines import SOON, Deadline, deadline_turn
from policies.document_numbers import normalise_document_number
from publishing.fields import RichTextField
from publishing.media_names import MediaNames
from publishing.models import Asset, PublishedQuerySet
from publishing.richtext import plain_text
from regions.canonical import CanonicalQuerySetMixin, HasCanonicalUrl
from regions.models import Region
from search.bigrams import Bigrams
from search.documents import SearchDocument
from search.following import Followed
from search.models import Searchable, SearchEntry

EXPIRING_SOON = datetime.timedelta(days=60)
ONE_DAY = datetime.timedelta(days=1)
# Which topic of the consult form a category's readers ask under.
CONSULT_TOPICS = {"funding": "funding", "enterprise": "register"}


class PolicyCategory(Followed):
    """企业政策, 资金扶持, 人才政策 …: what readers choose from; editors keep the list."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("标识", max_length=20, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策类别"

    def __str__(self):
        return self.name


class PolicyQuerySet(CanonicalQuerySetMixin, PublishedQuerySet):
    def applying_to(self, region):
        """Policies of the region itself, of those above it and of those below it."""
        above = Q(region__adcode__in=region.lineage())
        return self.filter(above | Q(region__path__startswith=region.path))

    def in_force(self, today=None):
        """Begun and not over: Policy.validity() says valid or expiring."""
        today = today or timezone.localdate()
        begun = Q(effective_on__isnull=True) | Q(effective_on__lte=today)
        return self.not_over(today).filter(begun)

    def not_over(self, today=None):
        """All but the expired and the repealed."""
        return self.exclude(_over(today or timezone.localdate()))

    def over(self, today=None):
        return self.filter(_over(today or timezone.localdate()))

    def upcoming(self, today=None):
        today = today or timezone.localdate()
        return self.not_over(today).filter(effective_on__gt=today)

    def expiring(self, today=None):
        """In force, the last day at most EXPIRING_SOON away."""
        today = today or timezone.localdate()
        horizon = today + EXPIRING_SOON
        ends_soon = Q(expires_on__lte=horizon) | Q(repealed_on__lte=horizon + ONE_DAY)
        return self.in_force(today).filter(ends_soon)

    def current_first(self, today=None):
        """In force, then upcoming, then over; the newest document first."""
        today = today or timezone.localdate()
        turn = Case(When(_over(today), then=2), When(effective_on__gt=today, then=1), default=0)
        return self.order_by(turn, "-issued_on", "-pk")

    def with_deadlines(self, today=None):
        """Each with its Deadline as `turn`."""
        today = today or timezone.localdate()
        return self.annotate(turn=deadline_turn(_over(today), today))

    def due_first(self):
        """What can be applied for, the nearest deadline first; what names the industry before
        what is for all (`for_industries`); then the newest document.
        """
        due = (F("turn"), F("apply_until_on").asc(nulls_last=True))
        fit = ("-names_industry",) if "names_industry" in self.query.annotations else ()
        return self.order_by(*due, *fit, "-issued_on", "-pk")

    def counts_by_deadline(self):
        """{Deadline.SOON: (how many, how many of them name the industry)}. One query."""
        names = Q(names_industry=True) if "names_industry" in self.query.annotations else Q(pk=None)
        rows = self.order_by().values_list("turn")
        rows = rows.annotate(count=Count("pk"), named=Count("pk", filter=names))
        return {Deadline(turn): (count, named) for turn, count, named in rows}

    def still_open(self, today=None):
        """Without those whose deadline for applications has passed."""
        today = today or timezone.localdate()
        return self.filter(Q(apply_until_on__isnull=True) | Q(apply_until_on__gte=today))

    def with_named_industries(self, keys):
        """`named_industries`: the labels for which `for_industries` says that it names one."""
        links = self.model.industries.through.objects.filter(
            policy=OuterRef("pk"), industry__in=Industry.objects.concerning(keys).values("pk")
        )
        names = links.order_by("industry__position", "industry").values("industry__name")
        return self.annotate(named_industries=ArraySubquery(names))

    def for_industries(self, keys):
        """Policies that name one of them, its trade or a branch of it (`names_industry`), and
        those that name none: they are for all.
        """
        links = Policy.industries.through.objects.filter(policy=OuterRef("pk"))
        concerned = Industry.objects.concerning(keys).values("pk")
        named = self.annotate(names_industry=Exists(links.filter(industry__in=concerned)))
        return named.filter(Q(names_industry=True) | ~Exists(links))

    def naming(self, *words):
        """Those whose short texts hold one of the words, besides those that name the industry."""
        fields = ("title", "gist", "audience", "support")
        said = (Q(**{f"{field}__contains": word}) for field in fields for word in words)
        return self.filter(reduce(or_, said, Q(names_industry=True)))

    def counts_by_category(self):
        """{"funding": 3, …}: how many of these policies each category holds. One query."""
        rows = self.order_by().values_list("category__slug").annotate(n=Count("pk"))
        return dict(rows)

    def for_cards(self):
        """All that `policies/_row.html` prints, without the long texts."""
        return self.select_related("category").defer(
            "body", "interpretation", "how_to_apply", "conditions", "materials"
        )


def _over(today):
    return Q(expires_on__lt=today, expires_on__isnull=False) | Q(
        repealed_on__lte=today, repealed_on__isnull=False
    )


class Policy(HasCanonicalUrl, Searchable):
    """One policy document. Its validity is computed from its dates, never typed."""

    reaches_below = True

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

    corrections = ("expires_on", "repealed_on", "apply_until_on")
    unchecked_texts = frozenset({"contact"})  # whom to call, mobiles too

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
        indexes = [
            # When pages change by themselves (publishing.editions.moments).
            models.Index(
                fields=["region", "publish_at"],
                condition=Q(status="approved"),
                name="policies_policy_appears",
            ),
            models.Index(
                fields=["region", "expire_at"],
                condition=Q(status="approved", expire_at__isnull=False),
                name="policies_policy_expires",
            ),
            GinIndex(MediaNames("body"), name="policies_policy_body_media"),
            GinIndex(MediaNames("interpretation"), name="policies_policy_reading_media"),
            # Any part of a title (search.bigrams).
            GinIndex(Bigrams("title"), name="policies_policy_parts"),
            # What waits for somebody: few beside what is public.
            models.Index(
                fields=["status", "updated_at"],
                condition=~Q(status="approved"),
                name="policies_policy_waiting",
            ),
            GinIndex(MediaNames("how_to_apply"), name="policies_policy_steps_media"),
        ]

    def __str__(self):
        return f"{self.title}（{self.pk}）"

    def url_at(self, slug):
        return reverse("policy_detail", args=[slug, self.pk])

    def save(self, *args, **kwargs):
        self.document_number = normalise_document_number(self.document_number)
        super().save(*args, **kwargs)

    @property
    def ends_on(self):
        """The last day in force; None when there is no end."""
        # A form that is refused is drawn with what was typed: year 1 has no day before it.
        repealed_on = self.repealed_on and max(self.repealed_on, datetime.date.min + ONE_DAY)
        last_days = [self.expires_on, repealed_on and repealed_on - ONE_DAY]
        return min(filter(None, last_days), default=None)

    def validity(self, today=None):
        today = today or timezone.localdate()
        if self.ends_on and self.ends_on < today:
            return self.Validity.EXPIRED
        if self.effective_on and self.effective_on > today:
            return self.Validity.UPCOMING
        if self.ends_on and self.ends_on - today <= EXPIRING_SOON:
            return self.Validity.EXPIRING
        return self.Validity.VALID

    def is_repealed(self, today=None):
        """Ended by a later decision, not by its own term."""
        today = today or timezone.localdate()
        return self.repealed_on is not None and self.repealed_on <= today

    def is_open(self, today=None):
        """Whether one can still apply: in force and before the deadline, if there is one."""
        today = today or timezone.localdate()
        in_force = self.validity(today) in {self.Validity.VALID, self.Validity.EXPIRING}
        return in_force and (self.apply_until_on is None or self.apply_until_on >= today)

    def deadline(self, today=None):
        """As PolicyQuerySet.with_deadlines says it."""
        today = today or timezone.localdate()
        if self.validity(today) == self.Validity.EXPIRED:
            return Deadline.OVER
        if self.validity(today) == self.Validity.UPCOMING:
            return Deadline.UPCOMING
        if self.apply_until_on is None:
            return Deadline.NONE
        if self.apply_until_on < today:
            return Deadline.PASSED
        return Deadline.SOON if self.apply_until_on <= today + SOON else Deadline.LATER

    def days_to_apply(self, today=None):
        """Days until the last day of applications, None without one."""
        today = today or timezone.localdate()
        return (self.apply_until_on - today).days if self.apply_until_on else None

    def days_left(self, today=None):
        """Days until the last day in force, None when it has no end."""
        today = today or timezone.localdate()
        return (self.ends_on - today).days if self.ends_on else None

    @property
    def begins_on(self):
        return self.effective_on or self.issued_on

    def elapsed_percent(self, today=None):
        """How much of its term has passed, 0 to 100; None when it has no end."""
        return self._percent_until(self.ends_on, today)

    def elapsed_to_apply(self, today=None):
        """The same of the time in which one can apply."""
        return self._percent_until(self.apply_until_on, today)

    def _percent_until(self, last_day, today):
        if last_day is None:
            return None
        today = today or timezone.localdate()
        term = max((last_day - self.begins_on).days, 1)
        return min(max(round((today - self.begins_on).days * 100 / term), 0), 100)

    @property
    def consult_topic(self):
        return CONSULT_TOPICS.get(self.category.slug, "other")

    search_sources = {"category": ("name", "slug"), "region": ("path",)}

    def search_document(self):
        return SearchDocument(
            type=SearchEntry.Type.POLICY,
            region_id=self.region_id,
            title=self.title,
            body=" ".join(
                (
                    self.gist,
                    self.audience,
                    self.support,
                    plain_text(self.interpretation),
                    plain_text(self.body),
                    Asset.objects.words_in(self.body, self.how_to_apply),
                    self.issuer,
                )
            ),
            codes=(self.document_number,),
            path=f"policies/{self.pk}/",
            dated_on=self.issued_on,
            facet=self.category.slug,
            facet_label=self.category.name,
            reaches_below=self.reaches_below,
        )
