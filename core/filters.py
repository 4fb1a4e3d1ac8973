"""django-filter's choices with our widgets and sentences."""

import django_filters
from django import forms
from django.http import QueryDict

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


class SlugFilter(django_filters.CharFilter):
    """By a slug; one that nothing bears finds nothing."""

    field_class = forms.SlugField

    def __init__(self, *args, **kwargs):
        invalid = {"invalid": "标识只含字母、数字、- 和 _。"}
        super().__init__(*args, error_messages=invalid, **kwargs)


def without_blanks(data):
    """A copy that can be changed; boxes and fields left empty ask nothing."""
    given = QueryDict(mutable=True)
    for name, values in data.lists():
        if kept := [value for value in values if value]:
            given.setlist(name, kept)
    return given
