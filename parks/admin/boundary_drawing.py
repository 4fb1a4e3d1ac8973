"""What a click on the drawn map says, and a boundary that is drawn corner by corner.

The picture is an image button of a size that the sheet fixes, so the browser tells where it was
pressed without a script.
"""

import math

from core.area_geometry import corners_of, ring_text
from core.coordinate_systems import RANGES, Axis

COORDINATES = (Axis.LATITUDE, Axis.LONGITUDE)
# The names of the image buttons → how many pixels of the drawing one of theirs is (forms.css).
PICTURES = {"_at": 1 / 0.8, "_at_narrow": 1 / 0.35}
BUTTONS = {"corner": "在标记处加一角", "fewer": "去掉最后一角", "clear": "清除边界"}
DRAWN = "边界有 {} 角了，还没有保存。在图上点一下加下一角；至少 3 角。"
CLEARED = "边界清空了，还没有保存。"
NO_CORNER = "还没有角：在图上点一下，或者按“在标记处加一角”。"
DIGITS = 5  # of a corner's degrees, about a metre


def is_pressed(data) -> bool:
    return any(f"{name}.x" in data for name in PICTURES)


def clicked_place(data):
    """(latitude, longitude) where the picture was clicked; None where it was not, or beside it.

    A picture pressed by the keyboard says 0, 0, which is nowhere.
    """
    for name, ratio in PICTURES.items():
        if f"{name}.x" not in data:
            continue
        try:
            right, down = (int(data[f"{name}.{axis}"][:5]) * ratio for axis in "xy")
            left, top, scale = (float(part[:40]) for part in data["_map_frame"].split(","))
            x, y = left + right / scale, top + down / scale
            north = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
        except (KeyError, ValueError, ZeroDivisionError, OverflowError):
            return None
        place = (north, x * 360 - 180)
        return place if (right or down) and _is_within(place) else None
    return None


def _is_within(place):
    return all(RANGES[axis][0] <= at <= RANGES[axis][1] for axis, at in _by_axis(place))


def _by_axis(place):
    return zip(COORDINATES, place, strict=True)


def with_corner(text: str, button: str, place, moves) -> tuple[str, str]:
    """The boundary after a button or a click ("") at `place`, and what is said of it.

    `moves`: degrees north and east for its last corner. ValueError where it cannot be drawn on.
    """
    if button == "clear":
        return "", CLEARED
    corners = corners_of(text)
    if button in {"", "corner"}:
        corners.append(_rounded(place))
    elif not corners:
        return text, NO_CORNER
    elif button == "fewer":
        corners.pop()
    else:
        east, north = corners[-1]
        moved = _by_axis((north + float(moves[0]), east + float(moves[1])))
        corners[-1] = _rounded([min(max(at, RANGES[a][0]), RANGES[a][1]) for a, at in moved])
    return ring_text(corners), DRAWN.format(len(corners)) if corners else CLEARED


def _rounded(place):
    north, east = place
    return [round(float(east), DIGITS), round(float(north), DIGITS)]
