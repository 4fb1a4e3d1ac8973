"""Addresses that people keep: what stood where, before it was renamed or moved."""

from django.db import models
from django.db.models import Q


class FormerAddressQuerySet(models.QuerySet):
    def owner_of(self, model, key, scopes=(0,)) -> int | None:
        """The number of the row that had this key there last; `scopes` may be a queryset."""
        rows = self.filter(label=model._meta.label, scope__in=scopes, key=key)
        return rows.order_by("-changed_at").values_list("object_id", flat=True).first()

    def of(self, row):
        """What a row was called and where it lay, the latest first."""
        rows = self.filter(label=row._meta.label, object_id=row.pk)
        return rows.order_by("-changed_at", "-pk")


class FormerAddress(models.Model):
    """A key that stood in a public address and was changed; written by triggers alone.

    A trigger on each table sees every change, whoever makes it and by which statement. What is
    public under an address now comes first: a key that is in use again leads nowhere else.
    """

    label = models.CharField("内容类型", max_length=60)
    scope = models.BigIntegerField(
        "在哪里唯一", default=0, help_text="站点或地区的编号；0 是全网。"
    )
    key = models.CharField("旧标识", max_length=60)
    object_id = models.BigIntegerField("现在的编号")
    changed_at = models.DateTimeField("改动时间")

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "旧网址"
        constraints = [
            models.UniqueConstraint(
                fields=["label", "scope", "key"], name="%(app_label)s_%(class)s_one_owner"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="%(app_label)s_%(class)s_has_a_key"),
        ]
        indexes = [models.Index(fields=["label", "object_id"], name="regions_former_owner")]

    def __str__(self):
        return f"{self.label} {self.object_id}：{self.key}"

    @property
    def was_moved(self):
        """Whether the row kept its number and lay elsewhere, rather than had another name."""
        return self.key == str(self.object_id)
