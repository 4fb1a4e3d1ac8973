"""Filters of policies, for pages and API alike."""

from functools import cached_property

import django_filters
from django import forms
from django.db import models
from django.utils import timezone

from core.filters import ChoiceFilter, ManyFilter
from core.form_fields import CHOICE_ERRORS
from core.text_folding import printable
from finding.options import boxes_in_branches, industry_choices, most_particular
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
    industry = ManyFilter(method="filter_industry", label="适用产业")

    class Meta:
        model = Policy
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A plain function: fields are copied with all that they hold, requests among it.
        self.filters["industry"].extra["choices"] = lambda: [
            (one.slug, one.name) for one in self.industries
        ]

    @cached_property
    def industries(self):
        """All that can be picked; read once, where somebody asks or a form is drawn."""
        return industry_choices()

    @cached_property
    def asked_industries(self):
        """Those chosen; of a trade and its branch the branch."""
        chosen = self.form.cleaned_data.get("industry") or []
        return most_particular(one for one in self.industries if one.slug in chosen)

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
        keys = [industry.pk for industry in self.asked_industries]
        return queryset.for_industries(keys) if keys else queryset

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

    @property
    def trades(self):
        """[(box, boxes of its branches, whether one of them is ticked)]."""
        return boxes_in_branches(self.industries, self.form["industry"])

    def deadline_counts(self):
        """{Deadline.SOON: (how many, how many of them name the chosen industry)}, also of what is
        over and not shown.
        """
        policies = super().narrow(self.queryset).with_deadlines(self.today)
        return policies.counts_by_deadline()

    def category_counts(self):
        """{"funding": 3, …} under the other conditions, as the chips will show them."""
        return self.narrow(self.queryset, without={"category"}).counts_by_category()
