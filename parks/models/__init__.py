"""Industries, parks and the spaces on offer."""

from parks.models.attachments import ListingFile, ListingPhoto
from parks.models.demand import CountedDemand, NeedDemand, UnknownDemand
from parks.models.exchange_logs import ExportLog, ImportFault, ImportJob
from parks.models.export_jobs import ExportJob
from parks.models.industries import Industry
from parks.models.kind_rules import KindRule
from parks.models.listing_changes import ListingIndexChange
from parks.models.listing_index import ListingIndex
from parks.models.listings import Listing
from parks.models.parks import Park
from parks.models.rule_recalculation import RuleRecalculation
from parks.models.supplies import BuildState, CostFactor, TransportLink, Utility
from parks.models.terms import BuildingSpec, LandTerms

__all__ = [
    "BuildState",
    "BuildingSpec",
    "CostFactor",
    "CountedDemand",
    "ExportJob",
    "ExportLog",
    "ImportFault",
    "ImportJob",
    "Industry",
    "KindRule",
    "LandTerms",
    "Listing",
    "ListingIndex",
    "ListingIndexChange",
    "ListingFile",
    "ListingPhoto",
    "NeedDemand",
    "Park",
    "RuleRecalculation",
    "TransportLink",
    "UnknownDemand",
    "Utility",
]
