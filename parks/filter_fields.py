"""Filters whose fields speak Chinese and take numbers as people type them."""

import unicodedata

import django_filters
from django import forms

from regions.filters import PICK

LONGEST_TYPED = 60  # NFKC takes quadratic time on long runs of combining marks


class FigureField(forms.DecimalField):
    """A number as people type it: full-width digits, thousands commas and blanks are fine."""

    default_error_messages = {
        "invalid": "请填数字，如 50 或 6.5。",
        "max_digits": "数字太大，请填 9 位以内的数。",
        "max_whole_digits": "数字太大，请填 9 位以内的数。",
        "max_decimal_places": "最多填 4 位小数。",
    }

    def to_python(self, value):
        text = value
        if isinstance(value, str) and len(value) <= LONGEST_TYPED:
            text = unicodedata.normalize("NFKC", value)
            text = text.replace(",", "").replace("，", "").replace(" ", "")
        return super().to_python(text)


class FigureFilter(django_filters.NumberFilter):
    field_class = FigureField

    def __init__(self, *args, **kwargs):
        limits = {"min_value": 0, "max_digits": 13, "decimal_places": 4, "step_size": None}
        super().__init__(*args, **limits, **kwargs)
        self.extra["widget"] = forms.TextInput(
            {"class": "input", "inputmode": "decimal", "autocomplete": "off", "maxlength": 20}
        )
        self.extra["error_messages"] = {"min_value": "请填不小于 0 的数。"}

    def get_max_validator(self):
        """None: max_digits says it already, in Chinese."""


class ChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        widget = forms.Select({"class": "input"})
        super().__init__(*args, widget=widget, error_messages=PICK, **kwargs)


class ManyFilter(django_filters.MultipleChoiceFilter):
    def __init__(self, *args, **kwargs):
        widget = forms.CheckboxSelectMultiple
        super().__init__(*args, widget=widget, distinct=False, error_messages=PICK, **kwargs)
