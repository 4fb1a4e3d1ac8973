"""Days off and working weekends, as the State Council announces them year by year."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import JSONObject

from leads.deadlines import OFFICE, Entered, Hours, is_known_year
from regions.models import Site

LONGEST = datetime.timedelta(days=30)
DECEMBER = 12
NOON = ("noon_from", "noon_to")
WRONG_ORDER = "最后一天不能早于第一天，也不能超过 31 天，请核对年份。"
HALF_OF_WHAT = "填了几点下班，就要勾选“上班”；放假的日子请不要填。"
HOURS_OUT_OF_ORDER = "上班要早于下班，午休要在两者之间，并且先开始后结束。"
OVERLAP = "这几天里有的已经录入过，请改已有的那一行。"


TOLD = ("first_on", "last_on", "is_working", "closes_at")


def entered_days(periods) -> Entered:
    """Each day of rows of (first day, last day, whether worked, when it ends early)."""
    return {
        first + datetime.timedelta(days=number): closes_at or is_working
        for first, last, is_working, closes_at in periods
        for number in range((last - first).days + 1)
    }


class CalendarPeriodQuerySet(models.QuerySet):
    def days_after(self, day) -> Entered:
        """Each entered day later than `day`: whether it is worked, or when it ends early."""
        return entered_days(self.filter(last_on__gt=day).values_list(*TOLD))

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
    closes_at = models.TimeField(
        "提前下班",
        null=True,
        blank=True,
        help_text="只上半天的日子填几点下班，如 12:30，并勾选“上班”；整天上班或放假的不填。",
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
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(is_working=True),
                name="%(app_label)s_%(class)s_half_days_are_worked",
                violation_error_message=HALF_OF_WHAT,
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


class OfficeHoursQuerySet(models.QuerySet):
    def of(self, site) -> Hours:
        """Those that were entered for the site, else nine to six."""
        row = self.filter(site=site).first()
        return row.hours if row else OFFICE

    def with_days(self, site, day) -> tuple[Hours, Entered]:
        """Likewise, with the days entered after `day`; one query."""
        later = CalendarPeriod.objects.filter(last_on__gt=day)
        periods = ArraySubquery(later.values(told=JSONObject(**{name: name for name in TOLD})))
        sites = Site.objects.filter(pk=site.pk).annotate(periods=periods)
        names = [f"office_hours__{name}" for name in ("opens_at", "closes_at", *NOON)]
        opens, closes, *noon, told = sites.values_list(*names, "periods").get()
        hours = Hours(opens, closes, tuple(noon) if noon[0] else None) if opens else OFFICE
        days = datetime.date.fromisoformat
        rows = (
            (
                *(days(row["first_on"]), days(row["last_on"]), row["is_working"]),
                row["closes_at"] and datetime.time.fromisoformat(row["closes_at"]),
            )
            for row in told
        )
        return hours, entered_days(rows)


class OfficeHours(models.Model):
    """When a site's office works; its clocks run then. Answers are promised by the site itself."""

    site = models.OneToOneField(
        Site, models.CASCADE, related_name="office_hours", verbose_name="站点"
    )
    opens_at = models.TimeField("上班", default=OFFICE.opens)
    noon_from = models.TimeField("午休开始", null=True, blank=True)
    noon_to = models.TimeField("午休结束", null=True, blank=True)
    closes_at = models.TimeField("下班", default=OFFICE.closes)

    objects = OfficeHoursQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办公时间"
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"))
                & (
                    Q(noon_from__isnull=True, noon_to__isnull=True)
                    | Q(
                        noon_from__gt=F("opens_at"),
                        noon_to__gt=F("noon_from"),
                        noon_to__lt=F("closes_at"),
                        noon_from__isnull=False,
                        noon_to__isnull=False,
                    )
                ),
                name="%(app_label)s_%(class)s_in_order",
                violation_error_message=HOURS_OUT_OF_ORDER,
            )
        ]

    def __str__(self):
        return f"办公时间 {self.pk}"

    @property
    def hours(self):
        noon = (self.noon_from, self.noon_to) if self.noon_from else None
        return Hours(self.opens_at, self.closes_at, noon)
