"""Industries, parks and the spaces on offer."""

from parks.models.attachments import ListingFile, ListingPhoto
from parks.models.industries import Industry
from parks.models.listings import Listing
from parks.models.parks import Park
from parks.models.supplies import CostFactor, TransportLink, Utility
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
