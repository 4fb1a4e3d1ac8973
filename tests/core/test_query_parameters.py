"""Conditions of the API: the schema declares them, and what it forbids is told."""

import re

import pytest
from django import forms
from django.http import QueryDict

from core.blank_parameters import without_blanks
from core.form_fields import DayField, FigureField
from core.query_parameters import BLANK, DAY, MANY, ONCE, TEXT, in_plain_figures, mistakes_of
from core.query_parameters import schema_of as declared_form


class Questions(forms.Form):
    area = FigureField("面积")
    by = DayField("日期")
    kind = forms.MultipleChoiceField(choices=[("land", "地"), ("factory", "厂")], required=False)
    q = forms.CharField(max_length=5, required=False)


def mistakes(query):
    asked = QueryDict(query)
    form = Questions(in_plain_figures(without_blanks(asked), Questions().fields))
    form.is_valid()
    return mistakes_of(asked, form)


@pytest.mark.parametrize(
    "query",
    [
        "", "area=&by=&kind=&q=", "area=0", "area=6.5", "area=1e3", "area=1.5E%2B2", "area=-0.0",
        "area=0.123456789012345", "area=999999999.9999", "by=2027-03-01", "by=2028-02-29",
        "kind=land&kind=factory", "q=昆仑园区",
    ],
)  # fmt: skip
def test_what_the_schema_admits_is_taken(query):
    assert mistakes(query) == {}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=５０", {"area": ["请填数字，如 50 或 6.5。"]}),
        ("area=1,000", {"area": ["请填数字，如 50 或 6.5。"]}),
        ("area=²", {"area": ["请填数字，如 50 或 6.5。"]}),
        ("area=٣", {"area": ["请填数字，如 50 或 6.5。"]}),
        ("area=-1e-25", {"area": ["请填不小于 0 的数。"]}),
        ("area=999999999.9999", {}),
        ("area=999999999.9999001", {"area": ["数字太大，请填 9 位以内的数。"]}),
        ("area=-0.00001", {"area": ["请填不小于 0 的数。"]}),
        ("area=1_0", {"area": ["请填数字，如 50 或 6.5。"]}),
        ("area=1&area=2", {"area": [ONCE]}),
        ("by=2027/3/1", {"by": ["请填日期，如 2027-03-01。"]}),
        ("by=2027-02-29", {"by": ["请填日期，如 2027-03-01。"]}),
        ("kind=&kind=land", {"kind": [BLANK]}),
        ("q=" + "甲" * 5 + "%20", {"q": [TEXT]}),
        ("q=a&q=b", {"q": [ONCE]}),
    ],
)
def test_what_the_schema_forbids_is_told(query, expected):
    assert mistakes(query) == expected


@pytest.mark.parametrize("value", ["1e999999999", "9" * 70, "1e400"])
def test_figures_beyond_all_bounds_are_refused(value):
    assert list(mistakes(f"area={value}")) == ["area"]


def test_every_day_is_admitted_and_no_other():
    days = ["2000-01-01", "2000-02-29", "2024-02-29", "2099-04-30", "2100-02-28", "2100-12-31"]
    others = ["1999-12-31", "2023-02-29", "2100-02-29", "2030-04-31", "2030-13-01", "2101-01-01"]
    assert [day for day in [*days, *others] if re.search(DAY, day)] == days


def test_many_codes_are_declared_as_a_pattern():
    codes = [f"{number:06}" for number in range(630000, 630000 + MANY + 1)]
    few = forms.ChoiceField(choices=[("b", "乙"), ("a", "甲"), ("", "全部")])
    assert declared_form(few) == {"type": "string", "enum": ["a", "b"]}
    many = declared_form(forms.ChoiceField(choices=[(code, code) for code in codes]))
    assert list(many) == ["type", "pattern"]
    admitted = [f"{number:06}" for number in range(629900, 630300)]
    assert [code for code in admitted if re.search(many["pattern"], code)] == codes
