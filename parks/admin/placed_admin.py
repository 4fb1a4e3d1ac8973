"""The desk of what lies somewhere: coordinates are typed, or pointed at on the drawn map.

Whoever uses no pointer has a button for each direction. Where the form has a boundary, both can
set its corners instead of the mark.
"""

from decimal import Decimal, InvalidOperation

from django.contrib import admin

from core.coordinate_systems import PLACES, RANGES, CoordinateSystem, to_wgs84
from parks.admin import boundary_drawing
from parks.admin.boundary_drawing import COORDINATES
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
STILL = BUTTONS["draw"]
# What a click and the four directions set.
TARGETS = {"place": "标记（位置）", "corner": "边界的角"}
MOVED = "地图上的位置已经填进纬度和经度。位置对了请保存。"
NO_REGION = "先选地区，再在地图上找位置。"
BESIDE = "没有点到地图范围里的地方：位置没有变，也没有保存。"


class PlacedAdmin(PublishableAdmin):
    change_form_template = "admin/parks/placed_change_form.html"

    @admin.display(description="坐标系")
    def coordinate_system(self, obj):
        """Shown to those who may not change anything; others have the choice of the form."""
        return CoordinateSystem.WGS84.label

    def _correctable(self, form):
        """The many sources of facts in one word."""
        names = [name for pair in form.source_columns for name in pair if name in form.fields]
        sources = {form.fields[name].label for name in names}
        labels = [each for each in super()._correctable(form).split("、") if each not in sources]
        return "、".join(filter(None, [*labels, "各项数据的依据" if names else ""]))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A press on the map draws the form anew, as it was typed; nothing is stored."""
        if request.method == "POST":
            self._press(request)
        span = _span(request.POST)
        extra_context = (extra_context or {}) | {
            "map_span": span,
            "map_step": step_words(span),
            "map_buttons": list(zip(BUTTONS, LABELS, strict=True)),
            "map_corner_buttons": boundary_drawing.BUTTONS.items(),
            "map_pictures": list(boundary_drawing.PICTURES),
            "map_target": _target(request.POST),
            "map_targets": TARGETS.items(),
        }
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _press(self, request):
        clicked = boundary_drawing.clicked_place(request.POST)
        if clicked is None and boundary_drawing.is_pressed(request.POST):
            request.sentence_as_sent = BESIDE
            return
        button = "" if clicked else request.POST.get("_map", "")
        if not (clicked or button in BUTTONS or button in boundary_drawing.BUTTONS):
            return
        data = request.POST.copy()
        place = clicked or typed_place(data) or _seat(region_typed(data.get("region", "")))
        if place is None:
            request.sentence_as_sent = NO_REGION
            return
        *moves, nearer = BUTTONS.get(button, STILL)
        moves = [move * SPANS[_span(data)] / 10 for move in moves]
        is_corner = button in boundary_drawing.BUTTONS or (
            _target(data) == "corner" and (clicked or any(moves))
        )
        request.sentence_as_sent = (_draw if is_corner else _move)(data, button, place, moves)
        data["_map_span"] = str(min(max(_span(data) + nearer, 0), len(SPANS) - 1))
        request.POST = data


def _move(data, button, place, moves):
    for axis, degrees, move in zip(COORDINATES, place, moves, strict=True):
        first, last = RANGES[axis]
        moved = (Decimal(degrees) + move).quantize(PLACES)
        data[axis.value] = str(min(max(moved, Decimal(first)), Decimal(last)))
    data["coordinate_system"] = CoordinateSystem.WGS84
    return MOVED


def _draw(data, button, place, moves):
    typed = data.get("boundary", "")
    try:
        data["boundary"], words = boundary_drawing.with_corner(typed, button, place, moves)
    except ValueError as error:
        return str(error)
    return words


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


def _target(data) -> str:
    """Which of TARGETS a click sets."""
    text = data.get("_map_target", "")
    return text if text in TARGETS else "place"


def step_words(span) -> str:
    metres = SPANS[span] / 10 * KM_PER_DEGREE * 1000
    return f"{metres / 1000:.0f} 公里" if metres >= 1000 else f"{metres:.0f} 米"
