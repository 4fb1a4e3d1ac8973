"""Rules between two numbers, which OpenAPI cannot say: made-up questions keep them.

The API refuses a lower end above the upper one with a sentence (tests/finding, tests/maps), and
that stays; each number alone is as free as the schema has it.
"""

import re

import schemathesis

# Four plain numbers; what else is asked goes as it is. Django is not set up here.
FRAME = r"^-?[\d.]+,-?[\d.]+,-?[\d.]+,-?[\d.]+$"
FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
RANGES = (("area_min", "area_max"), ("price_min", "price_max"))


@schemathesis.hook
def before_call(context, case, **kwargs):
    """Of every phase: what coverage makes up goes through no other hook."""
    query = case.query
    if not query:
        return
    for low, high in RANGES:
        least, most = _number(query.get(low)), _number(query.get(high))
        if None not in (least, most) and least > most:
            query[low], query[high] = query[high], query[low]
    bbox = query.get("bbox")
    if isinstance(bbox, str) and re.search(FRAME, bbox, re.ASCII):
        query["bbox"] = _in_order(bbox)


def _number(value):
    """As it will be written into the address; None for what is no plain number."""
    return float(value) if FIGURE.fullmatch(str(value)) else None


def _in_order(bbox):
    """The same corners, the south-west first; of a line or a point nothing is asked."""
    west, south, east, north = (round(float(part), 5) for part in bbox.split(","))
    if west == east or south == north:
        return ""
    (west, east), (south, north) = sorted((west, east)), sorted((south, north))
    return ",".join(f"{value:.5f}" for value in (west, south, east, north))
