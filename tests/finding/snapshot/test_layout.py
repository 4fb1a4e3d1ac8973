"""Fields as columns."""

import pytest
from django.db import models

from finding.snapshot import layout
from parks.models import ListingIndex


def test_every_field_of_an_index_row_has_a_column():
    fields = {field.name for field in ListingIndex._meta.concrete_fields if not field.primary_key}
    assert set(layout.listings().sorts) == fields


def test_a_field_of_an_unknown_sort_is_refused():
    with pytest.raises(TypeError, match="no column for"):
        layout.sort_of(models.BinaryField())


def test_few_values_are_kept_as_sets_and_many_as_codes():
    few = layout.column_of(layout.FLOATS, layout.stored(layout.FLOATS, [2.5, None, 2.5]))
    many = layout.column_of(layout.NUMBERS, layout.stored(layout.NUMBERS, [None, *range(99)]))
    assert (list(few.values), few.codes_of(0, 3).tolist()) == ([2.5], [1, 0, 1])
    assert (list(many.values), many.codes_of(0, 3).tolist()) == (list(range(99)), [0, 1, 2])
