"""Which changes of public content need no second review."""

import pytest

from news.models import Article
from parks.models import (
    BuildingSpec,
    CostFactor,
    LandTerms,
    Listing,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from policies.models import Policy
from publishing.corrections import is_correction


@pytest.mark.parametrize(
    ("model", "name", "before"),
    [
        (Listing, "status_of_offer", "available"),
        (Listing, "price_amount", 12),
        (Listing, "price_unit", "yuan_per_sqm"),
        (Listing, "available_on", "2026-11-01"),
        (Listing, "divisible_from_sqm", None),
        (Listing, "latitude", None),
        (BuildingSpec, "load_t_per_sqm", None),
        (BuildingSpec, "fire_class", ""),
        (BuildingSpec, "has_gas", None),
        (LandTerms, "tenure_years", None),
        (Utility, "is_supplied", None),
        (TransportLink, "distance_km", None),
        (TransportLink, "name", ""),
        (CostFactor, "source", ""),
        (Park, "available_percent", None),
        (Policy, "repealed_on", None),
        (Policy, "expires_on", "2027-01-01"),
        (Article, "event_on", None),
    ],
)
def test_what_must_be_true_at_once_is_corrected(model, name, before):
    assert is_correction(model, name, before)


@pytest.mark.parametrize(
    ("model", "name", "before"),
    [
        (Listing, "title", ""),
        (Listing, "price_basis", ""),
        (Listing, "body", ""),
        (Listing, "area_sqm", 3200),
        (Listing, "divisible_from_sqm", 500),
        (Listing, "park", None),
        (Listing, "industries", []),
        (Listing, "is_demo", False),
        (Listing, "publish_at", None),
        (Listing, "expire_at", None),
        (BuildingSpec, "load_t_per_sqm", 3),
        (BuildingSpec, "has_gas", False),
        (BuildingSpec, "delivery", ""),
        (TransportLink, "name", "格尔木东站"),
        (TransportLink, "DELETE", False),
        (CostFactor, "value", 0.5),
        (ListingPhoto, "image", None),
        (Policy, "issued_on", "2026-01-02"),
        (Policy, "conditions", []),
        (Article, "title", ""),
        (Article, "DELETE", False),
    ],
)
def test_everything_else_is_reviewed_again(model, name, before):
    assert not is_correction(model, name, before)
