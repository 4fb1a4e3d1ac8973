"""Every check of a model can be asked of values in hand, before the database is."""

import pytest

from exchange import constraint_checks
from parks.models import BuildingSpec, LandTerms, Listing


@pytest.mark.parametrize("model", [Listing, LandTerms, BuildingSpec])
def test_every_check_of_the_model_is_known_before_writing(model):
    """None is left to the database alone, where the sentence would be a general one."""
    checks = [c for c in model._meta.constraints if hasattr(c, "condition") and c.condition]
    for check in checks:
        if type(check).__name__ == "CheckConstraint":
            constraint_checks.compiled(check.condition)
    assert checks


def test_an_answer_is_kept_for_its_own_values_only():
    listing = Listing(kind="factory", offer="lease")
    broken = constraint_checks.broken_by(Listing)
    fields = []
    for area in (5, 0, 5, None, 0):
        listing.area_sqm = area
        fields.append([names for _, names in broken(listing)])
    assert fields == [[], [("area_sqm",)], [], [], [("area_sqm",)]]
