"""django-filter's choices with our widgets and sentences."""

import django_filters
from django import forms

from core.form_fields import CHOICE_ERRORS


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
