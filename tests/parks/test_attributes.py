"""The table of attributes agrees with the models, the index and itself."""

from collections import Counter

import pytest
from django.db import models

from parks import attributes
from parks.attributes import ASKED, ATTRIBUTES, BY_NAME, Holder, Operator
from parks.kinds import EVERY, LAND
from parks.models import BuildingSpec, LandTerms, Listing, ListingIndex, TransportLink, Utility
from parks.models.terms import terms_model

OF_THE_INDEX_ALONE = {
    *("listing", "region", "park", "kind", "status", "publish_at", "expire_at", "verified_at"),
    *("status_of_offer", "held_until_on", "is_for_sale", "is_for_lease"),
    *("divisible_from_sqm", "rent_yuan_per_sqm_month"),
}


def columns(model):
    return {f.name for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation}


def stated(rows):
    return {column for row in rows for column in row.stored_in}


def test_every_typed_column_has_a_row_and_every_row_its_columns():
    assert columns(LandTerms) == stated((*attributes.PLOT, *attributes.CONTROLS))
    assert columns(BuildingSpec) == stated(attributes.BUILDING)
    own = {field.name for field in Listing._meta.get_fields()}
    assert stated(attributes.LISTING) - own == set()


def test_names_labels_and_parameters_are_unique():
    for words in (
        [row.name for row in ATTRIBUTES],
        [row.label for row in ATTRIBUTES],
        [row.criterion.name for row in ASKED],
    ):
        assert [word for word, times in Counter(words).items() if times > 1] == []


def test_models_are_worded_by_the_table():
    for row in ATTRIBUTES:
        for kind in row.kinds:
            if row.holder is Holder.PARK:
                continue
            model = Listing if row.holder is Holder.LISTING else terms_model(kind)
            for column, label in row.column_labels().items():
                field = model._meta.get_field(column)
                assert (field.verbose_name, field.help_text) == (label, row.help_text)


def test_what_can_be_asked_has_a_column_of_the_index_in_its_type():
    for row in ASKED:
        column = ListingIndex._meta.get_field(row.criterion.column or row.name)
        wanted = {
            Operator.AT_LEAST: models.FloatField,
            Operator.AT_MOST: models.FloatField,
            Operator.YES: models.BooleanField,
            Operator.ONE_OF: models.CharField,
            Operator.BY_DATE: models.DateField,
        }
        assert isinstance(column, wanted.get(row.criterion.operator, models.Field)), row.name
        if row.criterion.operator is Operator.ONE_OF:
            source = terms_model(row.kinds[0])._meta.get_field(row.name)
            assert (column.max_length, bool(source.choices)) == (source.max_length, True)


def test_the_index_holds_nothing_else():
    asked = {row.criterion.column or row.name for row in ASKED}
    columns = {field.name for field in ListingIndex._meta.concrete_fields}
    assert columns - asked == OF_THE_INDEX_ALONE


def test_words_of_choices_belong_to_codes_of_the_column():
    for row in ATTRIBUTES:
        if row.words:
            model = Listing if row.holder is Holder.LISTING else terms_model(row.kinds[0])
            codes = {code for code, _ in model._meta.get_field(row.name).choices}
            assert set(row.words) - codes == set(), row.name


def test_parks_are_asked_for_supplies_and_roads_they_have():
    supplies = {row.land_supply for row in ATTRIBUTES if row.land_supply}
    roads = {row.road_to for row in ATTRIBUTES if row.road_to}
    assert (supplies - set(Utility.Kind.values), roads - set(TransportLink.Kind.values)) == (
        set(),
        set(),
    )


@pytest.mark.parametrize("kind", EVERY)
def test_a_kind_opens_with_two_figures_after_area_and_price(kind):
    assert len([row for row in attributes.typed(kind) if kind in row.key_of]) == 2


def test_figures_say_unknown_and_limits_their_sign():
    row = BY_NAME["height_max_m"]
    assert [str(row.figure(held)) for held in (None, LandTerms(), LandTerms(height_max_m=24))] == [
        "未知",
        "未知",
        "≤\u00a024\u00a0m",
    ]
    assert str(BY_NAME["is_eia_ready"].figure(LandTerms(is_eia_ready=False))) == "否"
    assert str(BY_NAME["state"].figure(LandTerms(state="cleared"))) == "净地"


def test_a_plot_has_gas_from_its_park_and_a_workshop_its_own():
    gas = BY_NAME["has_gas"]
    assert [gas.holder_for(kind) for kind in gas.asked_of] == [
        Holder.PARK,
        Holder.TERMS,
        Holder.TERMS,
    ]
    assert gas.asked_of[0] == LAND
