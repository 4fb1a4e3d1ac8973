"""Rectangles on the earth: what a reader's map shows, and how they look in Web Mercator."""

import math
import unicodedata
from dataclasses import dataclass

TILE = 256
FARTHEST_NORTH = 85.0
DECIMALS = 5
LONGEST_TEXT = 120
# About 500 m: the least that a box around a single place shows.
SMALLEST = 0.005


class BadBoundingBox(ValueError):
    """The message says in Chinese what is wrong with a `bbox`."""


@dataclass(frozen=True)
class BoundingBox:
    """West, south, east, north in degrees of WGS-84, as in GeoJSON's bbox."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> "BoundingBox":
        """From `94.5,36.2,95.4,36.9`; full-width digits and commas are read too."""
        parts = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).split(",")
        try:
            west, south, east, north = (round(float(part), DECIMALS) for part in parts)
        except ValueError:
            raise BadBoundingBox(
                "地图范围应是四个数：西,南,东,北（度），如 94.5,36.2,95.4,36.9。"
            ) from None
        if not (-180 <= west <= 180 and -180 <= east <= 180):
            raise BadBoundingBox("地图范围的经度应在 -180 到 180 之间。")
        if not (-FARTHEST_NORTH <= south <= FARTHEST_NORTH >= north >= -FARTHEST_NORTH):
            raise BadBoundingBox("地图范围的纬度应在 -85 到 85 之间。")
        if west >= east or south >= north:
            raise BadBoundingBox("地图范围的西应小于东，南应小于北。")
        return cls(west, south, east, north)

    @classmethod
    def around(cls, points, margin: float = 0.12) -> "BoundingBox":
        """The box of (latitude, longitude) pairs with some air around, never too small."""
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        high = max((north - south) * margin, SMALLEST)
        wide = max((east - west) * margin, SMALLEST)
        return cls(west - wide, south - high, east + wide, north + high)

    def __or__(self, other: "BoundingBox") -> "BoundingBox":
        """The smallest that holds both."""
        return BoundingBox(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def __str__(self):
        return ",".join(
            f"{value:.{DECIMALS}f}" for value in (self.west, self.south, self.east, self.north)
        )

    def holds(self, latitude, longitude) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def grown(self, share: float) -> "BoundingBox":
        """Wider by `share` of its size on every side, kept on the map."""
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return BoundingBox(
            max(self.west - wide, -180.0),
            max(self.south - high, -FARTHEST_NORTH),
            min(self.east + wide, 180.0),
            min(self.north + high, FARTHEST_NORTH),
        )


def mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """(x, y) in Web Mercator, the world being 1 wide and y growing southwards."""
    turned = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return (longitude + 180) / 360, 0.5 - turned / (2 * math.pi)


def zoom_that_fits(box: BoundingBox, width: int, height: int) -> float:
    """The zoom (0: the world on one tile) at which the box fills width × height pixels."""
    left, top = mercator(box.north, box.west)
    right, bottom = mercator(box.south, box.east)
    return math.log2(min(width / (right - left), height / (bottom - top)) / TILE)
