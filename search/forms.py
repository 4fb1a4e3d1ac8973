"""What a reader asks: words, and conditions on what is found."""

import unicodedata

from django import forms
from django.core.validators import RegexValidator
from django.db import models

from core.form_fields import within_reach
from search.models import SearchEntry
from search.results import clean_query

MAX_TYPED_DAY = 20
NO_FACET = "没有这个类别，下面是全部类别的结果。"


class Scope(models.TextChoices):
    SITE = "site", "只看本站"
    SUBTREE = "subtree", "本站和下级地区"
    ALL = "all", "全网各地区"


class Order(models.TextChoices):
    RELEVANCE = "relevance", "最相关"
    NEWEST = "newest", "最新"


class WordsField(forms.CharField):
    """Nothing that can be typed here is a mistake."""

    def clean(self, value):
        return clean_query(value or "")


class DayField(forms.DateField):
    """A day as people write it: 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, full width too."""

    SEPARATORS = str.maketrans({"年": "-", "月": "-", "日": "", "/": "-", ".": "-", "。": "-"})
    default_error_messages = {"invalid": "日期请写成 2026-01-31 这样。"}
    default_validators = [within_reach]

    def to_python(self, value):
        if isinstance(value, str) and len(value) <= MAX_TYPED_DAY:
            value = unicodedata.normalize("NFKC", value).translate(self.SEPARATORS)
        return super().to_python(value)


def _choice(label, choices, invalid, widget):
    errors = {"invalid_choice": invalid}
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages=errors, widget=widget
    )


def _day(label):
    widget = forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d")
    return DayField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget)


class SearchForm(forms.Form):
    """The conditions live in the address; what is wrong is named and left out."""

    q = WordsField(label="搜索词", required=False)
    type = _choice(
        "类型",
        SearchEntry.Type.choices,
        "没有这种类型，下面是全部类型的结果。",
        forms.HiddenInput(),
    )
    facet = forms.CharField(
        label="类别",
        required=False,
        validators=[RegexValidator(r"\A[-\w]{1,40}\Z", NO_FACET)],
        widget=forms.HiddenInput(),
    )
    scope = _choice(
        "范围", Scope.choices, "没有这个范围，下面按“本站和下级地区”查找。", forms.RadioSelect()
    )
    since = _day("从哪天起")
    until = _day("到哪天止")
    order = _choice(
        "排序",
        Order.choices,
        "没有这种排序，下面按“最相关”排列。",
        forms.Select({"class": "input"}),
    )

    def __init__(self, data):
        given = data.copy()
        if not given.get("scope"):
            given["scope"] = Scope.SUBTREE
        super().__init__(given)
        for name in ("scope", "since", "until", "order"):
            self.fields[name].widget.attrs["form"] = "search-form"

    def full_clean(self):
        """A day that is none comes back as it was typed: date fields of browsers would drop it."""
        super().full_clean()
        for name in ("since", "until"):
            if name in self._errors:
                self.fields[name].widget.input_type = "text"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("facet") and not cleaned.get("type"):
            self.add_error("facet", "类别要和类型一起选，下面是全部类别的结果。")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "结束的日子在开始之前，请对调或改一个。")
        return cleaned
