"""Who is one (ADR 42): the companies and the persons whom the office of a site knows.

A party holds what identifies it and nothing else of anybody: what was said stays on the leads.
"""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.sealed_fields import SealedCharField, SealedLookupCharField
from regions import access
from regions.models import Site

UNDOABLE_FOR = datetime.timedelta(days=30)


class PartyQuerySet(models.QuerySet):
    def in_scope(self, user, roles=access.OFFICERS):
        """Of the sites whose enquiries the user may work on."""
        return access.scope(self, user, lookup="site__region", roles=roles)

    def locked(self):
        """In one order, so that two who merge the same two never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class Party(models.Model):
    """档案: a company or a person of one site. A merged one points at the file it is now part of.

    `root` leads in one step to a party without a root; leads keep the party they came to, so that
    merging and its undoing touch none of them.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", "单位"
        PERSON = "person", "个人"

    site = models.ForeignKey(Site, models.PROTECT, related_name="parties", verbose_name="站点")
    root = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged_parties",
        verbose_name="并入的档案",
    )
    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = SealedCharField("名称", max_length=80, blank=True)
    created_at = models.DateTimeField("建档时间", default=timezone.now)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "档案"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["company", "person"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(root__isnull=True) | ~Q(root=F("id")),
                name="%(app_label)s_%(class)s_root_is_another",
            ),
        ]

    def __str__(self):
        return f"档案 {self.pk}"

    @property
    def whole(self):
        """The file that this party is part of now; free where `root` was fetched."""
        return self.root or self

    @property
    def is_company(self):
        return self.kind == self.Kind.COMPANY


class PartyIdentifier(models.Model):
    """By what a party is known again: nobody else of the site has the same."""

    class Scheme(models.TextChoices):
        PHONE = "phone", "电话"
        MAIL = "mail", "邮箱"
        CREDIT_CODE = "code", "统一社会信用代码"
        COMPANY_NAME = "name", "单位名称"

    party = models.ForeignKey(
        Party, models.CASCADE, related_name="identifiers", verbose_name="档案"
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name="站点")
    scheme = models.CharField("种类", max_length=10, choices=Scheme)
    value = SealedLookupCharField("统一写法", max_length=254)

    class Meta:
        verbose_name = verbose_name_plural = "档案的识别信息"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "scheme", "value"], name="%(app_label)s_%(class)s_of_one_party"
            ),
            models.CheckConstraint(
                condition=~Q(value=""), name="%(app_label)s_%(class)s_says_something"
            ),
        ]

    def __str__(self):
        return f"识别信息 {self.pk}"


class PartyMerge(models.Model):
    """Two files made one by somebody, and perhaps taken apart again."""

    kept = models.ForeignKey(
        Party, models.CASCADE, related_name="merges", verbose_name="留下的档案"
    )
    absorbed = models.ForeignKey(
        Party, models.CASCADE, related_name="+", verbose_name="并进来的档案"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="合并人"
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )
    moved = ArrayField(models.BigIntegerField(), verbose_name="随之并入的档案")
    name_was = SealedCharField("留下的档案原来的名称", max_length=80, blank=True)
    name_set = SealedCharField("合并时选定的名称", max_length=80, blank=True)
    merged_at = models.DateTimeField("合并时间", default=timezone.now)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "档案的合并"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("absorbed")), name="%(app_label)s_%(class)s_of_two"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(app_label)s_%(class)s_undone_by_somebody",
            ),
        ]

    def __str__(self):
        return f"合并 {self.pk}"

    @property
    def undoable_until(self):
        return self.merged_at + UNDOABLE_FOR
