"""Days off and working weekends, as the State Council announces them year by year."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from leads.deadlines import is_known_year

LONGEST = datetime.timedelta(days=30)
DECEMBER = 12
WRONG_ORDER = "最后一天不能早于第一天，也不能超过 31 天，请核对年份。"
OVERLAP = "这几天里有的已经录入过，请改已有的那一行。"


class CalendarPeriodQuerySet(models.QuerySet):
    def days_after(self, day) -> dict[datetime.date, bool]:
        """Each entered day later than `day`, and whether it is worked."""
        periods = self.filter(last_on__gt=day).values_list("first_on", "last_on", "is_working")
        return {
            first + datetime.timedelta(days=number): is_working
            for first, last, is_working in periods
            for number in range((last - first).days + 1)
        }

    def missing_years(self, today) -> list[int]:
        """Years of which nobody has told us the days off: this one, from December the next."""
        years = [today.year, today.year + 1] if today.month == DECEMBER else [today.year]
        return [
            year
            for year in years
            if not is_known_year(year) and not self.filter(last_on__year=year).exists()
        ]


class CalendarPeriod(models.Model):
    """Days in a row that are off, or worked though they are a weekend. They outrank all else."""

    first_on = models.DateField("第一天")
    last_on = models.DateField("最后一天", help_text="只有一天的，与第一天相同。")
    is_working = models.BooleanField(
        "上班", default=False, help_text="调休上班的周末请勾选；放假的不勾。"
    )
    name = models.CharField("名称", max_length=40, help_text="如：元旦、春节、春节调休。")

    objects = CalendarPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "放假调休"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on"), last_on__lte=F("first_on") + LONGEST),
                name="%(app_label)s_%(class)s_in_order",
                violation_error_message=WRONG_ORDER,
            ),
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_each_day_once",
                expressions=[
                    (
                        Func(
                            "first_on",
                            "last_on",
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message=OVERLAP,
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.first_on}（{'上班' if self.is_working else '放假'}）"

    def clean(self):
        """Said before the overlap is looked for: a range that ends before it begins is none."""
        if self.first_on and self.last_on and not self._is_in_order():
            raise ValidationError({"last_on": WRONG_ORDER})

    def validate_constraints(self, exclude=None):
        if self._is_in_order():
            super().validate_constraints(exclude=exclude)

    def _is_in_order(self):
        both = self.first_on and self.last_on
        return both and datetime.timedelta(0) <= self.last_on - self.first_on <= LONGEST
