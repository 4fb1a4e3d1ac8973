"""Filters of article lists, for pages and API alike."""

import django_filters
from django import forms

from news.models import Article, KindTag

EARLIEST_YEAR = 1990
LATEST_YEAR = 2100


class YearField(forms.IntegerField):
    default_error_messages = {
        "invalid": "年份请写四位数字，如 2016。",
        "min_value": f"年份应在 {EARLIEST_YEAR} 到 {LATEST_YEAR} 之间。",
        "max_value": f"年份应在 {EARLIEST_YEAR} 到 {LATEST_YEAR} 之间。",
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, **kwargs)


class YearFilter(django_filters.Filter):
    field_class = YearField


class ArticleFilter(django_filters.FilterSet):
    kind = django_filters.ModelChoiceFilter(
        field_name="kind_tag",
        to_field_name="name",
        queryset=KindTag.objects.all(),
        label="类别",
        error_messages={"invalid_choice": "没有这个类别，请从上面的类别中选。"},
    )
    year = YearFilter(
        field_name="publish_at", lookup_expr="year", label="年份", help_text="发布年份，如 2016"
    )

    class Meta:
        model = Article
        fields = []
