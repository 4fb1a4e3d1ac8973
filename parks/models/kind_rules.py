"""What the office demands of a listing of each kind: how fresh, and how complete."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q

from parks.completeness import ITEMS
from parks.kinds import Kind


class KindRule(models.Model):
    """How long facts of one kind stand, and which of them must be known before publishing."""

    kind = models.CharField("类型", max_length=10, unique=True, choices=Kind)
    fresh_days = models.PositiveSmallIntegerField(
        "核实有效期（天）", help_text="超过这么多天没有重新核实，页面标“待核实”。"
    )
    grace_days = models.PositiveSmallIntegerField(
        "宽限期（天）", help_text="标“待核实”之后再过这么多天，自动从公开页面隐藏。"
    )
    required = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name="发布前必填",
        help_text="缺一项就不能发布，并列出缺哪几项。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "类型规则（核实与必填）"
        constraints = [
            models.CheckConstraint(
                condition=Q(fresh_days__range=(1, 730)) & Q(grace_days__range=(1, 365)),
                name="%(app_label)s_%(class)s_days_sensible",
                violation_error_message="有效期应为 1–730 天，宽限期应为 1–365 天。",
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        """Only columns that exist and count for this kind can be demanded."""
        known = {item.name for item in ITEMS.get(self.kind, ())}
        strange = [name for name in self.required or () if name not in known]
        if strange:
            raise ValidationError({"required": f"没有这些条件：{'、'.join(strange)}。"})

    @classmethod
    def of(cls, kind):
        """The rule of a kind; a careful one where nobody has set it."""
        return cls.objects.filter(kind=kind).first() or cls.careful(kind)

    @classmethod
    def held(cls, kind):
        """The rule of a kind, which stays as it is until the end of this transaction.

        Who computes dates by it writes them before the rule can change, so that whoever changes it
        finds them (parks.actions.change_rule). Django has no FOR SHARE.
        """
        table = connection.ops.quote_name(cls._meta.db_table)
        found = cls.objects.raw(f"SELECT * FROM {table} WHERE kind = %s FOR SHARE", [kind])  # noqa: S608 -- our own name
        return next(iter(found), None) or cls.careful(kind)

    @classmethod
    def careful(cls, kind):
        """For a kind that nobody has set a rule for."""
        return cls(kind=kind, fresh_days=90, grace_days=30)

    def has_same_days(self, other):
        return (self.fresh_days, self.grace_days) == (other.fresh_days, other.grace_days)

    def stale_at(self, verified_at, publish_at):
        """From when on the facts count as unverified; never verified: from the beginning."""
        if verified_at is None:
            return publish_at
        return verified_at + datetime.timedelta(days=self.fresh_days)

    def hidden_at(self, verified_at, publish_at):
        """From when on the listing leaves public pages; always after it was published."""
        due = (verified_at or publish_at) + datetime.timedelta(days=self.fresh_days)
        return max(due, publish_at) + datetime.timedelta(days=self.grace_days)
