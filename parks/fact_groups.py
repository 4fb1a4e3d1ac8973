"""What a listing states, in the groups in which somebody decides: money, the plot or the building,
water and power, papers, place.
"""

from dataclasses import dataclass
from functools import cached_property

from parks.attributes import BY_KIND, BY_NAME
from parks.attributes.building import SUPPLIES
from parks.display_values import Figure
from parks.models.listing_display import OFFER

MONEY = {
    *("auction_deposit_wan", "property_fee_yuan_per_sqm_month", "deposit_terms"),
    "rent_free_months",
}
PLACE = {"has_rail_siding"}
PAPERS = {
    *("offer", "status_of_offer", "available_on", "supply_mode", "tenure_years"),
    *("is_standard_land", "is_eia_ready", "assessments", "is_registrable"),
    *("is_separately_titled", "delivery_standard", "delivery"),
}
SUPPLY = {row.name for row in SUPPLIES} - PLACE


@dataclass(frozen=True)
class Fact:
    """A figure with the name by which it can be asked for."""

    name: str
    figure: Figure


class FactGroups:
    """Of a for_page() listing; each fact of its kind stands in one group."""

    def __init__(self, listing):
        self.listing = listing

    @cached_property
    def _facts(self):
        terms = self.listing.terms()
        offer = [Fact(name, BY_NAME[name].figure(self.listing)) for name in OFFER]
        typed = (row for row in BY_KIND[self.listing.kind] if row.is_shown(terms))
        return [*offer, *(Fact(row.name, row.figure(terms)) for row in typed)]

    def _of(self, names):
        return [fact for fact in self._facts if fact.name in names]

    @property
    def money(self):
        return self._of(MONEY)

    @property
    def shell(self):
        """Of the plot or the building itself: all that no other group has."""
        others = MONEY | PLACE | PAPERS | SUPPLY
        rest = [fact for fact in self._facts if fact.name not in others]
        return [*rest, Fact("industries", BY_NAME["industries"].figure(self.listing))]

    @property
    def supplies(self):
        return self._of(SUPPLY)

    @property
    def papers(self):
        return self._of(PAPERS)

    @property
    def place(self):
        return self._of(PLACE)
