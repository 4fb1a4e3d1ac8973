"""What an investor eliminates by, kind by kind: one list for the percentage, the desk and the rule
of what must be known before publishing.
"""

from dataclasses import dataclass

from parks import attributes

LEASE_ONLY = {"deposit_terms", "rent_free_months"}
# A column that is no field of its own: where its first field stands in the form.
FIRST_FIELD = {"plot_ratio": "plot_ratio_min"}


@dataclass(frozen=True)
class Item:
    """A fact of a listing: its column, its label, and the id of its field in the desk's form."""

    name: str
    label: str
    anchor: str
    is_of_terms: bool = False

    def is_known(self, listing) -> bool:
        if self.name == "price_amount":  # 面议 is an answer once it says why
            return listing.price_amount is not None or bool(listing.price_basis)
        value = getattr(listing.terms() if self.is_of_terms else listing, self.name, None)
        return value is not None and value != ""


GENERAL = tuple(
    Item(name, label, f"id_{name}")
    for name, label in (
        ("price_amount", "价格（面议写原因）"),
        ("available_on", "可交付日期"),
        ("divisible_from_sqm", "最小可分割面积"),
        ("address", "位置"),
        ("latitude", "坐标"),
    )
)


def _of_terms(kind):
    form = "land_terms" if kind == "land" else "building_spec"
    columns = attributes.BY_KIND[kind] + (attributes.CONTROLS if kind == "land" else ())
    for column in columns:
        if not column.is_note:
            field = FIRST_FIELD.get(column.name, column.name)
            yield Item(column.name, column.label, f"id_{form}-0-{field}", is_of_terms=True)


BY_KIND = {kind: (*GENERAL, *_of_terms(kind)) for kind in attributes.BY_KIND}


def items_of(listing):
    """What this listing should state: what only a lease has is not asked of a sale."""
    is_lease = listing.offer in listing.Offer.leases()
    return [item for item in BY_KIND[listing.kind] if is_lease or item.name not in LEASE_ONLY]


class Completeness:
    """Mixin of Listing. No query when the typed columns came along."""

    def missing_facts(self):
        return [item for item in items_of(self) if not item.is_known(self)]

    def completeness(self) -> int:
        """Percentage of the facts an investor eliminates by that are filled in."""
        items = items_of(self)
        return round(100 * sum(item.is_known(self) for item in items) / len(items))
