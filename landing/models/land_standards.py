"""标准地: figures agreed at signing, and what was found of them once the project produces."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from leads.models import Lead
from parks.attributes import BY_NAME

STAFF = settings.AUTH_USER_MODEL
DIGITS, PLACES = 13, 4
# Names of the table of attributes: label, unit and sign of a figure stand there.
FIGURES = (
    *("investment_wan_per_mu", "tax_wan_per_mu", "output_wan_per_mu"),
    *("plot_ratio", "energy_tce_per_wan"),
)
NO_MORE = "≤"


class LandStandard(models.Model):
    """One figure of one project; `actual` is NULL until somebody has checked it."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="land_standards", verbose_name="线索"
    )
    figure = models.CharField(
        "指标", max_length=30, choices=[(name, BY_NAME[name].label) for name in FIGURES]
    )
    agreed = models.DecimalField("约定值", max_digits=DIGITS, decimal_places=PLACES)
    actual = models.DecimalField(
        "实际值", max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    checked_on = models.DateField("核验日期", null=True, blank=True)
    checked_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核验人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "标准地指标"
        constraints = [
            models.UniqueConstraint(fields=["lead", "figure"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(figure__in=FIGURES),
                name="%(app_label)s_%(class)s_known_figure",
            ),
            models.CheckConstraint(
                condition=Q(agreed__gt=0), name="%(app_label)s_%(class)s_agreed_on_something"
            ),
            models.CheckConstraint(
                condition=Q(actual__isnull=True, checked_on__isnull=True, checked_by__isnull=True)
                | Q(
                    actual__isnull=False,
                    actual__gte=0,
                    checked_on__isnull=False,
                    checked_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_checked_by_somebody",
            ),
        ]

    def __str__(self):
        return f"标准地指标 {self.pk}"

    @property
    def unit(self):
        return BY_NAME[self.figure].unit

    @property
    def bound(self):
        return bound_of(self.figure)

    @property
    def is_met(self) -> bool | None:
        """None until it is checked."""
        if self.actual is None:
            return None
        is_most = BY_NAME[self.figure].sign == NO_MORE
        return self.actual <= self.agreed if is_most else self.actual >= self.agreed


def bound_of(figure) -> str:
    """How an agreed figure is meant."""
    return "不高于" if BY_NAME[figure].sign == NO_MORE else "不低于"
