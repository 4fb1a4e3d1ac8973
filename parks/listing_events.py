"""What happened to a listing that readers may know: entered, verified, price changed."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone

from parks.display_values import number
from parks.units import PRICE_UNITS

MOST_SHOWN = 8


@dataclass(frozen=True)
class ListingEvent:
    on: datetime.date
    words: str


def listing_events(listing) -> list[ListingEvent]:
    """Of a for_page() listing, the newest first. Prices count while they were public."""
    found = [*_price_changes(listing.public_prices)]
    if listing.verified_at:
        who = f"，{listing.verified_by}" if listing.verified_by else ""
        found.append(ListingEvent(timezone.localdate(listing.verified_at), f"核实{who}"))
    if listing.publish_at:
        found.append(ListingEvent(timezone.localdate(listing.publish_at), "首次公开"))
    return sorted(found, key=lambda event: event.on, reverse=True)[:MOST_SHOWN]


def _price_changes(states):
    """Of states of the history, the newest first."""
    for before, after in pairwise(reversed(states)):
        if _price(before) != _price(after):
            moment = datetime.datetime.fromisoformat(after["at"])
            words = f"价格 {_price(before)} → {_price(after)}"
            yield ListingEvent(timezone.localdate(moment), words)


def _price(state):
    if state["amount"] is None:
        return "面议"
    return f"{number(Decimal(str(state['amount'])))} {PRICE_UNITS[state['unit']].label}"
