"""That somebody asked to have his data erased, and that it was done."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from leads.models import Lead
from leads.proofs import Proof


class ErasureRequestQuerySet(models.QuerySet):
    def told_with(self, leads):
        """Leads with their request as `erasures_told`, at most one: no further query."""
        names = ("way", "proof", "asked_at", "by__username", "by__first_name", "by__last_name")
        told = JSONObject(**{name: name for name in names})
        return leads.annotate(
            erasures_told=ArraySubquery(self.filter(lead=OuterRef("pk")).values(told=told))
        )


class ErasureRequest(models.Model):
    """One enquiry's data went because its visitor wanted it so. No word of his, and no reason.

    Only ever added to (portal's triggers), and sealed.
    """

    class Way(models.TextChoices):
        PAGE = "page", "本人在“我的数据”页面"
        DESK = "desk", "本人提出，由工作人员办理"
        COMMAND = "command", "本人提出，由系统管理员办理"

    lead = models.ForeignKey(
        Lead, models.PROTECT, related_name="erasure_requests", verbose_name="线索"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="经办人",
    )
    way = models.CharField("怎样提出的", max_length=10, choices=Way)
    proof = models.CharField("凭什么", max_length=5, choices=Proof, blank=True)
    asked_at = models.DateTimeField("时间")

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "按本人要求的删除"
        constraints = [
            models.CheckConstraint(
                condition=(Q(way="page") & ~Q(proof=""))
                | Q(way="desk", by__isnull=False, proof="")
                | Q(way="command", proof=""),
                name="%(app_label)s_%(class)s_known_way",
            )
        ]

    def __str__(self):
        return f"按本人要求的删除 {self.pk}"
