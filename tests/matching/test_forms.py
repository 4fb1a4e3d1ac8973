"""What is asked depends on the kind of space and on the industry."""

import pytest
from django.http import QueryDict

from matching.answers import Answers
from matching.forms import FitForm
from matching.industry_profiles import BY_INDUSTRY, profile_of
from tests import factories
from tests.matching.conftest import PAGE


def fields(response):
    """Parameters that the page asks for, in order."""
    form = response.context["form"]
    names = [field.name for field in (*form.choices(), *form.figures(), *form.ticks())]
    own = {1: ["industry"] if form.trades() else [], 3: ["area_min", "area_max", "area_unit"]}
    return own.get(form.question.number, []) + names


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("step=1", ["industry"]),
        ("step=2", ["purpose"]),
        ("step=3", ["area_min", "area_max", "area_unit", "offer"]),
        ("step=3&purpose=build", ["area_min", "area_max", "area_unit", "offer", "standard_land"]),
        (
            "step=3&purpose=ready&industry=equipment",
            [
                *("area_min", "area_max", "area_unit", "offer"),
                *("height_min", "load_min", "crane_min", "titled"),
            ],
        ),
        (
            "step=3&kind=office&industry=equipment",
            [
                *("area_min", "area_max", "area_unit", "offer", "delivery"),
                *("height_min", "load_min", "titled", "registrable"),
            ],
        ),
        ("step=3&purpose=lease_first", ["area_min", "area_max", "area_unit"]),
        ("step=4&purpose=build&industry=equipment", ["power_min", "highway_max", "eia", "gas"]),
        ("step=4&purpose=office&industry=equipment", ["power_min"]),
        ("step=4&purpose=office&industry=equipment&dual_power=1", ["power_min", "dual_power"]),
        ("step=5", ["when"]),
    ],
)
def test_only_what_matters_for_the_kind_and_the_industry_is_asked(client, equipment, query, asked):
    assert fields(client.get(f"{PAGE}?{query}")) == asked


def test_the_purpose_means_a_kind_until_another_is_chosen(client, equipment):
    kinds = {
        (query, client.get(f"{PAGE}?step=3&{query}").context["form"].kind_wanted)
        for query in ("purpose=storage", "purpose=storage&kind=land", "purpose=storage&kind=")
    }
    assert kinds == {
        ("purpose=storage", "warehouse"),
        ("purpose=storage&kind=land", "land"),
        ("purpose=storage&kind=", ""),
    }
    all_kinds = client.get(f"{PAGE}?step=3&purpose=storage").context["kinds"][0]
    assert all_kinds == ("都看看", "purpose=storage&kind=&step=3", False)


def test_several_trades_are_asked_what_one_of_them_needs(client, equipment):
    """A branch without a profile is asked what its trade is; the usual value suits all."""
    branch = factories.IndustryFactory(slug="mills", name="磨机", parent=equipment)
    factories.IndustryFactory(slug="logistics", name="现代物流")
    page = client.get(f"{PAGE}?step=4&purpose=build&industry=mills&industry=logistics")
    form = page.context["form"]
    assert form.profile == profile_of(("mills", "equipment"), ("logistics", ""))
    assert form.profile.usual["load_min"] == "3"
    assert form.profile.usual["power_min"] == BY_INDUSTRY["equipment"].usual["power_min"]
    assert "装备制造" not in page.text
    first = client.get(f"{PAGE}?step=1&industry=mills&industry=equipment")
    assert "全部装备制造" in first.text
    assert Answers(first.context["form"]).industries[0].pk == branch.pk


def test_what_does_not_concern_the_kind_is_left_out(site):
    form = FitForm(QueryDict("kind=land&height_min=9&load_min=x&power_min=2000"))
    assert form.is_valid()
    assert form.query() == "kind=land&power_min=2000"


def test_usual_values_are_filled_in_only_on_request_and_only_where_nothing_was_said(
    client, equipment
):
    plain = client.get(f"{PAGE}?step=3&purpose=ready&industry=equipment")
    assert [field.value() for field in plain.context["form"].figures()] == [None, None, None]
    assert "同类项目常见 2\u00a0t/㎡上下" in plain.text
    assert "以实际工艺为准" in plain.text
    filled = client.get(f"{PAGE}?use=3&purpose=ready&industry=equipment&load_min=5")
    assert filled.context["question"].number == 3
    assert [field.value() for field in filled.context["form"].figures()] == ["9", "5", "10"]
    assert "填了 2 项" in filled.text
    assert 'name="use"' not in filled.text
