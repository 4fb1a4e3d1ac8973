"""An address of a list says what it asks, and means the same whatever else is chosen (ADR 71)."""

from core.blank_parameters import led_to, without_blanks
from finding.forms import ENDS, SHARES, usual_units
from parks.units import AREA_UNITS, PRICE_UNITS

UNITS = {*AREA_UNITS, *PRICE_UNITS}


def tidied(data, kind="", **_):
    """The same without what asks nothing; a range carries the unit it was always read in."""
    given = without_blanks(data)
    units = usual_units(given, kind)
    for name, ends in ENDS.items():
        unit = f"{name}_unit"
        if any(f"{name}_{end}" in given for end in ends):
            given.setdefault(unit, units[unit])
        elif given.get(unit) in UNITS:
            del given[unit]
    if "area_about" not in given and given.get("area_within") in SHARES:
        del given["area_within"]
    return given


tidy_address = led_to(tidied)
