"""django-filter's choices with our widgets and sentences."""

import re

import django_filters
from django import forms

from core.form_fields import CHOICE_ERRORS

SLUG = "^[-a-zA-Z0-9_]+$"
BAD_SLUG = "标识只含字母、数字、- 和 _。"


class ChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        widget = forms.Select({"class": "input"})
        super().__init__(*args, widget=widget, error_messages=CHOICE_ERRORS, **kwargs)


class ManyFilter(django_filters.MultipleChoiceFilter):
    def __init__(self, *args, **kwargs):
        widget = forms.CheckboxSelectMultiple
        super().__init__(
            *args, widget=widget, distinct=False, error_messages=CHOICE_ERRORS, **kwargs
        )


class SlugsField(forms.MultipleChoiceField):
    """Some slugs; one that nothing bears finds nothing."""

    def valid_value(self, value):
        return re.fullmatch(SLUG, value)


class SlugsFilter(django_filters.Filter):
    """By several slugs; the filter set says how."""

    field_class = SlugsField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, error_messages={"invalid_choice": BAD_SLUG}, **kwargs)


class SlugFilter(django_filters.CharFilter):
    """By a slug; one that nothing bears finds nothing."""

    field_class = forms.SlugField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, error_messages={"invalid": BAD_SLUG}, **kwargs)
