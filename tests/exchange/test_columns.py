"""The columns of a list: one for each typed column of the models, in their words and units."""

from exchange.columns import columns_of_kind, listing_columns
from parks.models import BuildingSpec, LandTerms, Listing

OWN = {"listing", "id"}


def typed(model):
    return {field.name for field in model._meta.concrete_fields} - OWN


def test_every_typed_column_of_the_terms_is_a_column():
    by_terms = {
        key: {c.name for c in listing_columns().values() if key in c.terms}
        for key in ("land", "building")
    }
    assert by_terms == {"land": typed(LandTerms), "building": typed(BuildingSpec)}


def test_kind_has_its_own_columns_and_those_of_all():
    land, office = (
        {column.name for column in columns_of_kind(kind)}
        for kind in (Listing.Kind.LAND, Listing.Kind.OFFICE)
    )
    assert land - office == typed(LandTerms) - typed(BuildingSpec)
    assert office - land == typed(BuildingSpec) - typed(LandTerms)


def test_template_begins_with_what_is_needed():
    labels = [column.label for column in columns_of_kind("factory")]
    assert labels[:4] == ["编号", "标题", "类型", "供应方式"]
    required = [c.label for c in columns_of_kind("factory") if c.is_required]
    assert required == ["编号", "标题", "类型", "供应方式", "面积（㎡）"]


def test_labels_are_told_apart_and_name_their_unit():
    columns = listing_columns().values()
    labels = [column.label for column in columns]
    assert len(set(labels)) == len(labels)
    assert [c.label for c in columns if c.units and not c.label.endswith("）")] == []


def test_blank_stands_for_unknown_as_the_database_keeps_it():
    empty = {name: listing_columns()[name].empty for name in ("title", "area_sqm", "is_eia_ready")}
    assert empty == {"title": "", "area_sqm": None, "is_eia_ready": None}


def test_export_writes_what_a_cell_would_hold():
    listing = Listing(kind="factory", area_sqm=3200, price_unit="yuan_per_sqm_month")
    names = ("kind", "area_sqm", "price_amount", "price_unit", "available_on", "park", "summary")
    cells = [listing_columns()[name].render(listing) for name in names]
    assert cells == ["厂房", 3200, "", "元/㎡·月", "", "", ""]
