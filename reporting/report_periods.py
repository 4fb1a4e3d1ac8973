"""Which stretch of time a report is about: a month, a quarter, a year, or days of one's own."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.form_fields import DayField

DAY = datetime.timedelta(days=1)
MOST_DAYS = 1_100  # three years
WEEKS_UP_TO = 120  # days; longer stretches are told by months
WRONG_ORDER = "开始的一天不能晚于结束的一天，请改一下。"
TOO_LONG = "一次最多看三年，请把时间改短。"


class Span(models.TextChoices):
    MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    QUARTER = "quarter", "本季"
    LAST_QUARTER = "last_quarter", "上季"
    YEAR = "year", "今年"


MONTHS = {Span.MONTH: 1, Span.LAST_MONTH: 1, Span.QUARTER: 3, Span.LAST_QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; `months` of whole months, 0 of days of one's own."""

    since_on: datetime.date
    until_on: datetime.date
    months: int = 0

    @property
    def since(self):
        return _midnight(self.since_on)

    @property
    def until(self):
        """The first moment after it."""
        return _midnight(self.until_on + DAY)

    @property
    def bucket(self):
        """What it is cut into, as PostgreSQL calls it."""
        is_short = self.until_on - self.since_on <= datetime.timedelta(days=WEEKS_UP_TO)
        return "week" if is_short else "month"

    def before(self):
        """The one that it is compared with: as many months, or as many days."""
        if self.months:
            return months_from(self.since_on, self.months, -1)
        length = self.until_on - self.since_on + DAY
        return Period(self.since_on - length, self.since_on - DAY)


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def months_from(day, months, steps=0) -> Period:
    """The stretch of so many months that holds the day, or one that lies some steps from it."""
    number = (day.year * 12 + day.month - 1) // months + steps
    return Period(_first_of(number * months), _first_of((number + 1) * months) - DAY, months)


def _first_of(number):
    return datetime.date(number // 12, number % 12 + 1, 1)


class PeriodChoice(forms.Form):
    """What a link asks for by `span`, or two days; this quarter unless said otherwise."""

    span = forms.ChoiceField(choices=Span, required=False)
    since = DayField("从")
    until = DayField("到")
    use_required_attribute = False

    def clean(self):
        words = super().clean()
        since, until = words.get("since"), words.get("until")
        if since or until:
            words["until"] = until = until or timezone.localdate()
            words["since"] = since = since or months_from(until, 3).since_on
            if since > until:
                raise ValidationError(WRONG_ORDER)
            if until - since > datetime.timedelta(days=MOST_DAYS):
                raise ValidationError(TOO_LONG)
        return words

    @property
    def span_shown(self):
        """ "" of days of one's own."""
        if self.cleaned_data["since"]:
            return ""
        return Span(self.cleaned_data["span"] or Span.QUARTER)

    @property
    def period(self) -> Period:
        words = self.cleaned_data
        if words["since"]:
            return Period(words["since"], words["until"])
        span = self.span_shown
        steps = -1 if span in {Span.LAST_MONTH, Span.LAST_QUARTER} else 0
        return months_from(timezone.localdate(), MONTHS[span], steps)
