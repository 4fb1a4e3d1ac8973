"""What is wrong in a search's address is named; the rest is searched for."""

import datetime

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from tests.factories import (
    ListingFactory,
)

pytestmark = pytest.mark.django_db


URL = "/golmud/search/"


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("type=<x7>", "type", "没有这种类型，下面是全部类型的结果。"),
        ("type=policy&type=x", "type", "没有这种类型，下面是全部类型的结果。"),
        ("type=policy&facet=<x7>", "facet", "没有这个类别，下面是全部类别的结果。"),
        ("type=policy&facet=%00", "facet", None),
        ("facet=talent", "facet", "类别要和类型一起选，下面是全部类别的结果。"),
        ("scope=world", "scope", "没有这个范围，下面按“本站和下级地区”查找。"),
        ("order=price", "order", "没有这种排序，下面按“最相关”排列。"),
        ("since=abc", "since", "日期请写成 2026-01-31 这样。"),
        ("since=2026-02-30", "since", "日期请写成 2026-01-31 这样。"),
        ("until=99999-01-01", "until", "日期请写成 2026-01-31 这样。"),
        ("since=2026-02-01&until=2026-01-31", "until", "结束的日子在开始之前，请对调或改一个。"),
    ],
)
def test_bad_value_is_named_and_the_rest_is_found(client, site, query, field, sentence):
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(f"{URL}?q=盐湖&{query}")
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (400, [field])
    assert sentence is None or form.errors[field] == [sentence]
    page = response.content.decode()
    assert (form.errors[field][0] in page, "<x7>" in page) == (True, False)
    assert str(response.context["total"]) == "1"


@pytest.mark.parametrize(
    "typed",
    ["2026-01-31", "2026-1-31", "2026/1/31", "2026.1.31", "2026年1月31日", "２０２６－０１－３１"],
)
def test_days_are_read_as_people_write_them(typed):
    form = SearchForm(QueryDict(f"q=盐湖&since={typed}"))
    assert form.is_valid()
    assert form.cleaned_data["since"] == datetime.date(2026, 1, 31)
