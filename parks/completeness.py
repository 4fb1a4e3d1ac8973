"""What an investor eliminates by, kind by kind: one list for the percentage, the desk and the rule
of what must be known before publishing.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from parks.attributes import LISTING, Attribute, Deal, Holder, typed
from parks.kinds import EVERY, LAND


@dataclass(frozen=True)
class Item:
    """A fact that is expected of a listing, and the id of its field in the desk's form."""

    attribute: Attribute
    anchor: str

    @cached_property
    def name(self):
        return self.attribute.name

    @property
    def label(self):
        return self.attribute.missing_label or self.attribute.label

    def is_known(self, listing) -> bool:
        of_terms = self.attribute.holder is Holder.TERMS
        return self.attribute.is_stated(listing.terms() if of_terms else listing)


def _items(kind):
    form = "land_terms" if kind == LAND else "building_spec"
    for row in (*LISTING, *typed(kind)):
        if row.is_expected and not row.is_note:
            prefix = f"id_{form}-0-" if row.holder is Holder.TERMS else "id_"
            yield Item(row, prefix + row.stored_in[0])


ITEMS = {kind: tuple(_items(kind)) for kind in EVERY}


def items_of(listing):
    """What this listing should state: what only a lease has is not asked of a sale."""
    deals = (
        (Deal.LEASE, listing.offer in listing.Offer.leases()),
        (Deal.SALE, listing.offer in listing.Offer.sales()),
    )
    return _items_of(listing.kind, frozenset(deal for deal, is_meant in deals if is_meant))


@cache
def _items_of(kind, deals):
    asked = (None, *deals)
    return tuple(item for item in ITEMS[kind] if item.attribute.deal in asked)


class Completeness:
    """Mixin of Listing. No query when the typed columns came along."""

    def missing_facts(self):
        return [item for item in items_of(self) if not item.is_known(self)]

    def completeness(self) -> int:
        """Percentage of the facts an investor eliminates by that are filled in."""
        items = items_of(self)
        return round(100 * sum(item.is_known(self) for item in items) / len(items))
