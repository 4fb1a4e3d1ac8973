"""Form fields that speak Chinese and take numbers and days as people type them."""

import datetime
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.coordinate_systems import Axis, CoordinateSystem, degrees_of
from core.text_folding import fold_code

CHOICE_ERRORS = {"invalid_choice": "没有“%(value)s”这个选项，请在列表里重新选择。"}
LONGEST_TYPED = 60  # NFKC takes quadratic time on long runs of combining marks
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
YEARS = range(2000, 2101)
HOUR = re.compile(r"([01]?\d|2[0-3])[:点时.]([0-5]\d)?分?")
FIRST_YEAR, LAST_YEAR = 1900, 2200
FIGURE_ATTRIBUTES = {
    "class": "input",
    "inputmode": "decimal",
    "autocomplete": "off",
    "maxlength": 20,
}


def within_reach(day: datetime.date) -> None:
    """The one bound of every date that is typed: beyond it sums of days and zones overflow."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            f"日期应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，请检查年份。", code="out_of_reach"
        )


class CodeField(forms.CharField):
    """A code in its one spelling, however it was typed or copied."""

    def to_python(self, value):
        return fold_code(super().to_python(value))


class LinesField(forms.CharField):
    """A few plain lines, kept with a line feed between them; empty ones and outer blanks go."""

    widget = forms.Textarea
    most_lines = 6

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return "\n".join(filter(None, lines))

    def validate(self, value):
        super().validate(value)
        if value.count("\n") >= self.most_lines:
            raise ValidationError(f"最多写 {self.most_lines} 行。", code="too_many_lines")


class CoordinateField(forms.DecimalField):
    """Degrees as people write and copy them, of one axis; rounded where they are stored."""

    axis = None

    def __init__(self, *, max_digits=None, decimal_places=None, **kwargs):
        kwargs["widget"] = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return degrees_of(value[:LONGEST_TYPED], self.axis)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class LatitudeField(CoordinateField):
    axis = Axis.LATITUDE


class LongitudeField(CoordinateField):
    axis = Axis.LONGITUDE


class CoordinateSystemField(forms.ChoiceField):
    """No column: what is typed in another system is stored in WGS-84, so it is no change itself."""

    def __init__(self):
        super().__init__(
            label="坐标系",
            choices=CoordinateSystem,
            initial=CoordinateSystem.WGS84,
            required=False,
            help_text="在哪种地图上取的坐标就选哪种，保存时换算成 WGS-84。"
            "百度、高德的坐标不能当作 WGS-84 直接填。",
            error_messages=CHOICE_ERRORS,
        )

    def has_changed(self, initial, data):
        return False


class FigureField(forms.DecimalField):
    """A number as people type it: full-width digits, thousands commas and blanks are fine."""

    default_error_messages = {
        "invalid": "请填数字，如 50 或 6.5。",
        "min_value": "请填不小于 0 的数。",
        "max_digits": "数字太大，请填 9 位以内的数。",
        "max_whole_digits": "数字太大，请填 9 位以内的数。",
        "max_decimal_places": "最多填 4 位小数。",
    }

    def __init__(self, label, *, least=0, max_digits=13, decimal_places=4, widget=None, **kwargs):
        super().__init__(
            label=label,
            required=False,
            min_value=least,
            max_digits=max_digits,
            decimal_places=decimal_places,
            widget=widget or forms.TextInput(FIGURE_ATTRIBUTES),
            **kwargs,
        )

    def to_python(self, value):
        text = value
        if isinstance(value, str) and len(value) <= LONGEST_TYPED:
            text = unicodedata.normalize("NFKC", value)
            text = text.replace(",", "").replace("，", "").replace(" ", "")
        return super().to_python(text)


class DayField(forms.Field):
    """2027-03-01, 2027/3/1, 2027年3月1日; a month alone means its first day."""

    default_error_messages = {"invalid": "请填日期，如 2027-03-01。"}

    def __init__(self, label):
        widget = forms.TextInput({"class": "input", "type": "date", "autocomplete": "off"})
        super().__init__(label=label, required=False, widget=widget)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = unicodedata.normalize("NFKC", value[:LONGEST_TYPED]).strip()
        found = DAY.fullmatch(text)
        if not found or int(found[1]) not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentField(forms.Field):
    """An aware moment of 2027-03-01T09:30, as browsers send it, or 2027年3月1日 9点."""

    default_error_messages = {"invalid": "请填日期和时间，如 2027-03-01 09:30。"}

    def __init__(self, label, *, required=False, **kwargs):
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, required=required, widget=widget, **kwargs)

    def prepare_value(self, value):
        """A moment as the office's clock shows it."""
        return timezone.localtime(value) if isinstance(value, datetime.datetime) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = unicodedata.normalize("NFKC", value[:LONGEST_TYPED]).strip()
        day, _, hour = text.replace("T", " ").partition(" ")
        found = HOUR.fullmatch(hour.strip())
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = DayField("").clean(day)
        time = datetime.time(int(found[1]), int(found[2] or 0))
        return timezone.make_aware(datetime.datetime.combine(day, time))
