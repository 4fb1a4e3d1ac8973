"""Links to a listing's place in the map apps people have."""

from django import template

from maps.gcj02 import map_links

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
