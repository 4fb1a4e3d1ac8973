"""Filters of policies, for pages and API alike."""

from functools import cached_property

import django_filters
from django import forms
from django.db import models
from django.utils import timezone

from core.filters import ChoiceFilter
from core.form_fields import CHOICE_ERRORS
from core.text_folding import printable
from parks.models import Industry
from policies.models import Policy, PolicyCategory
from search.models import SearchEntry


class State(models.TextChoices):
    """What readers choose by; computed from dates (Policy.Validity)."""

    IN_FORCE = "in_force", "有效"
    EXPIRING = "expiring", "即将失效"
    UPCOMING = "upcoming", "未生效"
    EXPIRED = "expired", "已失效"
    ALL = "all", "全部，含已失效"


class WordsField(forms.CharField):
    """Search words: what cannot be shown is no reason to refuse them."""

    def clean(self, value):
        return super().clean(printable(value or "")[: self.max_length])


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField


class IndustryField(forms.ModelChoiceField):
    def label_from_instance(self, industry):
        return industry.indented


class IndustryFilter(django_filters.ModelChoiceFilter):
    """One trade or branch out of the whole tree."""

    field_class = IndustryField


class PolicyFilter(django_filters.FilterSet):
    """Without `validity` everything counts; the page adds its own default."""

    q = WordsFilter(
        method="filter_words",
        label="标题、文号或内容",
        max_length=60,
        widget=forms.TextInput({"class": "input", "type": "search", "autocomplete": "off"}),
    )
    category = django_filters.ModelChoiceFilter(
        queryset=PolicyCategory.objects.all(),
        to_field_name="slug",
        label="类别",
        error_messages=CHOICE_ERRORS,
    )
    validity = ChoiceFilter(
        choices=State.choices, method="filter_validity", label="有效性", empty_label="未失效"
    )
    level = ChoiceFilter(choices=Policy.Level.choices, label="层级", empty_label="全部层级")
    industry = IndustryFilter(
        queryset=Industry.objects.active(),
        field_name="industries",
        to_field_name="slug",
        method="filter_industry",
        label="适用产业",
        empty_label="全部产业",
        widget=forms.Select({"class": "input"}),
        error_messages=CHOICE_ERRORS,
    )

    class Meta:
        model = Policy
        fields = []

    def narrow(self, queryset, without=()):
        """`queryset` under all valid conditions except those named."""
        for name, value in self.form.cleaned_data.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def filter_validity(self, queryset, name, value):
        states = {
            State.IN_FORCE: queryset.in_force,
            State.EXPIRING: queryset.expiring,
            State.UPCOMING: queryset.upcoming,
            State.EXPIRED: queryset.over,
            State.ALL: queryset.all,
        }
        return states[value]()

    def filter_industry(self, queryset, name, value):
        return queryset.for_industries([value.pk]) if value else queryset

    def filter_words(self, queryset, name, value):
        hits = SearchEntry.objects.filter(type=SearchEntry.Type.POLICY).matching(value)
        return queryset.filter(pk__in=hits.values("object_id"))


class PolicyListFilter(PolicyFilter):
    """As readers see it: what is due first; what is over shows only when asked for."""

    @cached_property
    def today(self):
        """One day for all of a page, also where midnight passes."""
        return timezone.localdate()

    def filter_queryset(self, queryset):
        return self.narrow(queryset).with_deadlines(self.today).due_first()

    def narrow(self, queryset, without=()):
        if not self.form.cleaned_data.get("validity"):
            queryset = queryset.not_over()
        return super().narrow(queryset, without)

    @property
    def is_narrowed(self):
        """Whether one of the conditions folded away below the search box is set."""
        names = {"validity", "level", "industry"}
        return any(self.form[name].value() or self.form[name].errors for name in names)

    def deadline_counts(self):
        """{Deadline.SOON: (how many, how many of them name the chosen industry)}, also of what is
        over and not shown.
        """
        policies = super().narrow(self.queryset).with_deadlines(self.today)
        return policies.counts_by_deadline()

    def category_counts(self):
        """{"funding": 3, …} under the other conditions, as the chips will show them."""
        return self.narrow(self.queryset, without={"category"}).counts_by_category()
