"""Links to a place in the map apps people have, and the desk's drawing around a place."""

from decimal import Decimal

from django import template

from maps.gcj02 import map_links
from maps.park_plan import park_plan
from maps.place_map import place_map
from parks.admin.placed_admin import SPANS, region_typed, typed_place
from parks.units import sqm_to_mu

register = template.Library()


@register.filter
def in_map_apps(listing):
    """`{{ listing|in_map_apps }}`: links to its own place, else to its public park's.

    The place is called by the listing's code there: short, and what the hotline asks for.
    """
    park = listing.public_park
    for place in filter(None, (listing, park)):
        if links := map_links(place.latitude, place.longitude, listing.code):
            return links
    return []


@register.filter
def as_rough_area(sqm):
    """4.23 km²（6,350 亩）: of what is drawn by hand three digits are enough."""
    sqkm, mu = (float(f"{n:.3g}") for n in (sqm / 1e6, sqm_to_mu(Decimal(sqm))))
    return f"{sqkm:,g} km²（{mu:,.0f} 亩）"


@register.simple_tag
def park_plan_of(listing):
    """Where it lies in its park; None where that cannot be drawn."""
    return park_plan(listing)


@register.simple_tag
def place_map_of(form, span):
    """The drawing around what the form holds, else around its region; None without either."""
    if "latitude" not in form.fields:
        return None
    names = ("latitude", "longitude", "coordinate_system", "boundary")
    typed = {name: str(form[name].value() or "") for name in names if name in form.fields}
    region = region_typed(str(form["region"].value() or "")) if "region" in form.fields else None
    place = typed_place(typed)
    if place is None and region is not None and region.latitude is not None:
        place = (region.latitude, region.longitude)
    if place is None or region is None:
        return None
    return place_map(region, *place, SPANS[span], typed.get("boundary", ""))
