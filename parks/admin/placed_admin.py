"""The desk of what lies somewhere: coordinates are typed, or moved to on the drawn map."""

from decimal import Decimal, InvalidOperation

from django.contrib import admin

from core.coordinate_systems import PLACES, RANGES, Axis, CoordinateSystem, to_wgs84
from publishing.workflow_admin import PublishableAdmin
from regions.models import Region
from regions.refused_values import LONGEST_KEY

# Degrees from the middle of the drawing to its upper edge; one step is a tenth of it.
SPANS = tuple(map(Decimal, ("2", "0.5", "0.1", "0.02", "0.005")))
FIRST_SPAN = 1
KM_PER_DEGREE = 111
# What a button of the map changes: degrees north and east in steps, and the span.
BUTTONS = {
    "north": (1, 0, 0),
    "south": (-1, 0, 0),
    "west": (0, -1, 0),
    "east": (0, 1, 0),
    "nearer": (0, 0, 1),
    "farther": (0, 0, -1),
    "draw": (0, 0, 0),
}
LABELS = ("往北", "往南", "往西", "往东", "放大", "缩小", "按所填重画")
MOVED = "地图上的位置已经填进纬度和经度。位置对了请保存。"
NO_REGION = "先选地区，再在地图上找位置。"


class PlacedAdmin(PublishableAdmin):
    change_form_template = "admin/parks/placed_change_form.html"

    @admin.display(description="坐标系")
    def coordinate_system(self, obj):
        """Shown to those who may not change anything; others have the choice of the form."""
        return CoordinateSystem.WGS84.label

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A button of the map draws the form anew, as it was typed; nothing is stored."""
        if request.method == "POST" and request.POST.get("_map") in BUTTONS:
            self._press(request)
        span = _span(request.POST)
        extra_context = (extra_context or {}) | {
            "map_span": span,
            "map_step": step_words(span),
            "map_buttons": list(zip(BUTTONS, LABELS, strict=True)),
        }
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _press(self, request):
        data = request.POST.copy()
        north, east, nearer = BUTTONS[data["_map"]]
        place = typed_place(data) or _seat(region_typed(data.get("region", "")))
        if place is None:
            request.sentence_as_sent = NO_REGION
            return
        step = SPANS[_span(data)] / 10
        moves = zip(COORDINATES, place, (north * step, east * step), strict=True)
        for axis, degrees, move in moves:
            first, last = RANGES[axis]
            data[axis.value] = str(min(max(degrees + move, Decimal(first)), Decimal(last)))
        data["coordinate_system"] = CoordinateSystem.WGS84
        data["_map_span"] = str(min(max(_span(data) + nearer, 0), len(SPANS) - 1))
        request.POST = data
        request.sentence_as_sent = MOVED


COORDINATES = (Axis.LATITUDE, Axis.LONGITUDE)


def typed_place(data):
    """(latitude, longitude) in WGS-84 of a form's data; None where they are no coordinates."""
    try:
        place = [Decimal(data.get(axis.value, "")[:20]) for axis in COORDINATES]
    except InvalidOperation:
        return None
    in_range = (
        degrees.is_finite() and RANGES[axis][0] <= degrees <= RANGES[axis][1]
        for axis, degrees in zip(COORDINATES, place, strict=True)
    )
    return to_wgs84(*place, data.get("coordinate_system")) if all(in_range) else None


def region_typed(key):
    """The region that is chosen in the form; None where none is."""
    is_key = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
    return Region.objects.filter(pk=key).first() if is_key else None


def _seat(region):
    if region is None or region.latitude is None or region.longitude is None:
        return None
    return region.latitude.quantize(PLACES), region.longitude.quantize(PLACES)


def _span(data) -> int:
    """Which of SPANS the page shows."""
    text = data.get("_map_span", "")
    return int(text) if text in {str(number) for number in range(len(SPANS))} else FIRST_SPAN


def step_words(span) -> str:
    metres = SPANS[span] / 10 * KM_PER_DEGREE * 1000
    return f"{metres / 1000:.0f} 公里" if metres >= 1000 else f"{metres:.0f} 米"
