"""An address of a list says what it asks, and means the same whatever else is chosen (ADR 71)."""

from functools import wraps

from django.http import HttpResponseRedirect

from core.filters import without_blanks
from core.htmx import wants_part
from finding.forms import ENDS, SHARES, usual_units
from parks.units import AREA_UNITS, PRICE_UNITS

UNITS = {*AREA_UNITS, *PRICE_UNITS}


def tidied(data, kind=""):
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


def tidy_address(view):
    """Lead readers from any other address to the tidied one; parts of a page are answered as is."""

    @wraps(view)
    def led(request, site, **kwargs):
        given = tidied(request.GET, kwargs.get("kind", ""))
        if wants_part(request) or dict(given.lists()) == dict(request.GET.lists()):
            return view(request, site, **kwargs)
        query = given.urlencode(safe=",")
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)

    return led
