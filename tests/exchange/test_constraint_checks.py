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
