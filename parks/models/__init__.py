"""Industries, parks and the spaces on offer."""

from parks.models.industries import Industry
from parks.models.listings import Listing, ListingFile, ListingPhoto
from parks.models.parks import CostFactor, Park, TransportLink, Utility
from parks.models.terms import BuildingSpec, LandTerms

__all__ = [
    "BuildingSpec",
    "CostFactor",
    "Industry",
    "LandTerms",
    "Listing",
    "ListingFile",
    "ListingPhoto",
    "Park",
    "TransportLink",
    "Utility",
]
