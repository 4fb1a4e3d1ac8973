"""Plain industry labels that readers filter by: trades and their branches (ADR 74).

Each names its codes of GB/T 4754-2017, from divisions (two figures) to classes (four).
"""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from search.following import Followed

GB_CODE = re.compile(r"\d{2,4}", re.ASCII)


def are_gb_codes(value):
    """A list of codes of GB/T 4754 with two to four figures."""
    is_list = isinstance(value, list)
    if not is_list or not all(isinstance(one, str) and GB_CODE.fullmatch(one) for one in value):
        raise ValidationError(
            '请写成 ["26", "2613"]：每个代码两到四位数字，带引号，用逗号隔开，整体放在方括号里。'
        )


class IndustryQuerySet(models.QuerySet):
    def active(self):
        """Those that can be chosen, as a tree: each trade and then its branches."""
        return self.filter(is_active=True).in_tree_order()

    def in_tree_order(self):
        """A trade, its branches behind it, then the next; in the order that editors gave them."""
        return self.order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent").asc(nulls_first=True),
            "position",
            "pk",
        )

    def meant_by(self, slugs):
        """In use, of these slugs; who names a trade and a branch of it means the branch."""
        named = Industry.objects.filter(slug__in=slugs, is_active=True)
        trades = named.filter(parent__isnull=False).values("parent")
        return self.filter(pk__in=named.values("pk")).exclude(pk__in=trades)

    def under(self, keys):
        """In use, of the keys or their branches: what answers somebody who asks for them."""
        return self.filter(Q(pk__in=keys) | Q(parent__in=keys), is_active=True)

    def concerning(self, keys):
        """Also their trades: what is said of a trade holds for its branches."""
        above = Industry.objects.filter(pk__in=keys, parent__isnull=False).values("parent")
        is_meant = Q(pk__in=keys) | Q(parent__in=keys) | Q(pk__in=above)
        return self.filter(is_meant, is_active=True)


class Industry(Followed):
    """化工 or its branch 盐湖化工: one label, its codes of GB/T 4754-2017, search hints.

    Two levels and no more, which a trigger of the database keeps.
    """

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级产业",
        help_text="如“盐湖化工”的上级是“化工”：选“化工”的读者也会看到它。只有两级。",
    )
    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("标识", max_length=30, unique=True)
    gb_divisions = models.JSONField(
        "国民经济行业代码",
        default=list,
        blank=True,
        validators=[are_gb_codes],
        help_text='GB/T 4754-2017 的大类、中类或小类，如 ["26", "2613"]。',
    )
    hints = models.CharField("同义词", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    objects = IndustryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "产业"
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="%(app_label)s_%(class)s_not_its_own_parent",
                violation_error_message="上级不能是它自己。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def indented(self):
        """As lists of the whole tree show it: branches stand a little to the right."""
        return f"\u3000{self.name}" if self.parent_id else self.name

    def clean(self):
        if self.parent_id is None:
            return
        if self.parent.parent_id is not None:
            raise ValidationError({"parent": f"“{self.parent}”自己有上级，产业只分两级。"})
        if self.pk and Industry.objects.filter(parent=self.pk).exists():
            raise ValidationError({"parent": "它下面还有细分产业，不能再放到别的产业下面。"})
