"""What is wrong in an address is named at its field; the rest works."""

import pytest

from tests.finding.conftest import titles


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("area_min=abc", "area_min", "请填数字，如 50 或 6.5。"),
        ("area_min=-1", "area_min", "请填不小于 0 的数。"),
        ("area_min=NaN", "area_min", "请填数字，如 50 或 6.5。"),
        ("price_max=Infinity", "price_max", "请填数字，如 50 或 6.5。"),
        ("price_max=1e99", "price_max", "数字太大，请填 9 位以内的数。"),
        ("price_max=1.23456", "price_max", "最多填 4 位小数。"),
        ("area_min=9&area_max=3", "area_max", "上限比下限小，请把两个数对调或改一个。"),
        ("kind=castle", "kind", "没有“castle”这个选项，请在列表里重新选择。"),
        ("park=nowhere", "park", "没有“nowhere”这个选项，请在列表里重新选择。"),
        ("area_unit=feet", "area_unit", "没有“feet”这个选项，请在列表里重新选择。"),
        (f"q={'长' * 61}", "q", "搜索词最多 60 个字。"),
    ],
)
def test_bad_value_is_named_and_the_rest_works(client, mixed, query, field, sentence):
    response = client.get(f"/golmud/listings/?{query}&offer=lease", follow=True)
    assert response.status_code == 400
    assert response.context["filter"].form.errors == {field: [sentence]}
    assert sentence in response.text
    assert {"厂", "仓"} >= set(titles(response))
    assert 'value="lease" checked' in response.text


def test_bad_value_stays_in_its_field(client, site):
    response = client.get("/golmud/listings/?area_min=%3Cb%3E", follow=True)
    assert 'value="&lt;b&gt;"' in response.text
    assert 'aria-describedby="id_area_min_error"' in response.text
