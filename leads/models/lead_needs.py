"""What an enquiry needs, one fact a row, so that places can be held against it."""

from django.db import models
from django.db.models import Q

from leads.models.leads import Lead


class LeadNeed(models.Model):
    """`name` and `value` as a list's address has them where a place can be asked for it
    (finding.needs); `unit` is that of a bare number (leads.lead_needs)."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="needs", verbose_name="线索")
    name = models.CharField("需要什么", max_length=20)
    value = models.CharField("多少、哪一种", max_length=120)
    unit = models.CharField("单位", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "咨询的需求"
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "name"], name="%(app_label)s_%(class)s_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(value=""), name="%(app_label)s_%(class)s_says_something"
            ),
        ]

    def __str__(self):
        return f"需求 {self.pk}"
