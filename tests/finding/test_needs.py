"""The table of needs agrees with the columns, the form and the pages."""

import pytest
from django.http import QueryDict

from finding.forms import ListingFilterForm
from finding.needs import BY_NAME, NEEDS
from finding.options import NamedOptions
from parks import attributes
from parks.models import Listing, ListingIndex


def test_every_need_has_a_column_and_a_field_of_its_own():
    nothing = QueryDict()
    fields = ListingFilterForm(nothing, NamedOptions(nothing)).fields
    columns = {field.name for field in ListingIndex._meta.get_fields()}
    assert [need.name for need in NEEDS if need.column not in columns] == []
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert [n for n in BY_NAME if n not in fields] == ["area", "price"]


@pytest.mark.parametrize("kind", Listing.Kind.values)
def test_what_can_be_needed_of_a_kind_is_shown_of_it(kind):
    """Who asks for 净高 must find 净高 on the page, if only as 未知."""
    shown = {column.name for column in (*attributes.BY_KIND[kind], *attributes.CONTROLS)}
    wanted = {
        need.column
        for need in NEEDS
        if need.applies_to(kind) and need.attribute.holder_for(kind) is attributes.Holder.TERMS
    }
    assert sorted(wanted - shown) == []
