"""Areas as people type them, in the unit of their choice."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.sent_values import sent_values
from parks.admin.area_field import AreaField, in_mu


class PlotForm(forms.Form):
    area_sqm = AreaField(max_digits=12, decimal_places=2, required=False)


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("14000", "sqm", "14000"),
        ("14,000.50", "sqm", "14000.50"),
        ("１４０００", None, "14000"),
        ("210", "mu", "140000"),
        ("210亩", "sqm", "140000"),
        ("210 亩", "mu", "140000"),
        ("1", "mu", "666.67"),
        ("1.5", "ha", "15000"),
        ("15.55", "sqkm", "15550000"),
        ("15.55 平方公里", "sqm", "15550000"),
        ("14000㎡", "mu", "14000"),
        ("14000 平方米", "sqm", "14000"),
        ("12", "acre", "12"),
    ],
)
def test_it_is_stored_in_square_metres(number, unit, expected):
    sent = {"area_sqm": number} | ({"area_sqm_unit": unit} if unit else {})
    form = PlotForm(sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["area_sqm"] == Decimal(expected)


@pytest.mark.parametrize(
    "typed",
    ["很大", "1.2.3", "12 英亩", "1e3", "NaN", "9" * 20, "1" * 100, "\0", "+", "亩", "1.234"],
)
def test_what_is_no_area_is_refused_with_words(typed):
    with pytest.raises(ValidationError, match="面积"):
        AreaField(max_digits=12, decimal_places=2).clean(typed)


def test_nothing_typed_is_unknown_whatever_the_unit():
    form = PlotForm({"area_sqm": "  ", "area_sqm_unit": "mu"})
    assert form.is_valid()
    assert form.cleaned_data["area_sqm"] is None


def test_name_id_and_unit_stand_in_the_page():
    form = PlotForm(initial={"area_sqm": Decimal("140000.00")})
    html = str(form["area_sqm"])
    assert form["area_sqm"].label_tag().startswith('<label for="id_area_sqm">')
    assert form["area_sqm"].use_fieldset is False
    assert 'name="area_sqm" value="140000.00"' in html
    assert 'id="id_area_sqm"' in html
    assert '<option value="sqm" selected>' in html


def test_a_refused_form_shows_what_was_typed():
    html = str(PlotForm({"area_sqm": "二百", "area_sqm_unit": "mu"})["area_sqm"])
    assert 'value="二百"' in html
    assert '<option value="mu" selected>' in html


def test_a_stored_value_is_sent_with_its_unit():
    bound = PlotForm(initial={"area_sqm": Decimal("5.00")})["area_sqm"]
    assert sent_values(bound) == {"area_sqm": ["5.00"], "area_sqm_unit": ["sqm"]}


def test_the_same_area_in_another_unit_is_no_change():
    field = AreaField(max_digits=12, decimal_places=2)
    stored = Decimal("140000.00")
    assert [field.has_changed(stored, typed) for typed in ("140000", "210 亩", "211 亩")] == [
        False,
        False,
        True,
    ]


def test_a_stored_area_is_told_in_mu():
    assert (in_mu(Decimal(140000)), in_mu(None)) == ("现在存的约合 210.00 亩。", "")
