"""Rules between two numbers, which OpenAPI cannot say: made-up questions keep them.

The API refuses a lower end above the upper one with a sentence (tests/finding, tests/maps), and
that stays; each number alone is as free as the schema has it.
"""

import re

import schemathesis

from maps.geojson import FRAME

RANGES = (("area_min", "area_max"), ("price_min", "price_max"))


@schemathesis.hook
def map_query(context, query):
    if not query:
        return query
    query = dict(query)
    for low, high in RANGES:
        least, most = query.get(low), query.get(high)
        if _is_number(least) and _is_number(most) and least > most:
            query[low], query[high] = most, least
    bbox = query.get("bbox")
    if isinstance(bbox, str) and re.search(FRAME, bbox):
        query["bbox"] = _in_order(bbox)
    return query


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _in_order(bbox):
    """The same corners, the south-west first; of a line or a point nothing is asked."""
    west, south, east, north = (round(float(part), 5) for part in bbox.split(","))
    if west == east or south == north:
        return ""
    (west, east), (south, north) = sorted((west, east)), sorted((south, north))
    return ",".join(f"{value:.5f}" for value in (west, south, east, north))
