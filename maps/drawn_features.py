"""What staff have drawn, made ready for the drawing of a page and for the live map."""

from collections.abc import Iterator

from maps.basemap import Area
from maps.bbox import BoundingBox, mercator
from maps.boundaries import area_of, boundaries
from maps.models import MapFeature

# More than a reader could tell apart; the newest are left out.
MOST_FEATURES = 300
# What stands under a name: of a point a sign, of a line or an area nothing.
STOP, WAY = "stop", "way"
PLAN = "plan"


class DrawnFeatures:
    """Of a region: its own, those below and above it. One query."""

    def __init__(self, region):
        self.features = list(MapFeature.objects.near(region).order_by("pk")[:MOST_FEATURES])

    def areas(self, parks) -> list[Area]:
        """Lines and areas for the drawing, with the boundaries of parks."""
        drawn = [
            Area("", "", _kind(feature), _lines(feature.geometry), None)
            for feature in self.features
            if feature.geometry["type"] != "Point"
        ]
        outlines = [geometry for park in parks if (geometry := area_of(park.boundary))]
        return [*drawn, *(Area("", "", "boundary", _lines(shape), None) for shape in outlines)]

    def names(self) -> list[tuple[str, str, tuple[float, float]]]:
        """(STOP or WAY, words, (latitude, longitude)); what has no name has a sign at most."""
        return [
            (kind, feature.words, _label_place(feature.geometry))
            for feature in self.features
            if (kind := STOP if feature.geometry["type"] == "Point" else WAY) == STOP
            or feature.name
        ]

    def collection(self, box: BoundingBox, parks) -> dict:
        """A FeatureCollection of the lines and areas that reach into the box; the boundaries of
        these parks on top.
        """
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"kind": _kind(feature)},
                    "geometry": feature.geometry,
                }
                for feature in self.features
                if feature.geometry["type"] != "Point" and _reaches(feature.geometry, box)
            ]
            + boundaries(parks),
        }

    @property
    def kinds(self) -> list[str]:
        """铁路, 城区 …: what is drawn, in the order of the form; each once."""
        drawn = {feature.kind for feature in self.features}
        return [label for kind, label in MapFeature.Kind.choices if kind in drawn]

    @property
    def drawn_on(self):
        """The day of the newest source; None where nothing is drawn."""
        return max((feature.sourced_on for feature in self.features), default=None)


def places_of(geometry) -> Iterator[list]:
    """Every [longitude, latitude] of a stored geometry."""
    for line in _parts(geometry):
        yield from line


def _parts(geometry):
    """Its lines or rings; a point is a line of one place."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return [[coordinates]]
    if kind == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return coordinates


def _kind(feature):
    """How a thing is drawn: what is not there yet alike, whatever it will be."""
    return feature.kind if feature.is_there else PLAN


def _lines(geometry):
    return tuple(tuple(mercator(north, east) for east, north in line) for line in _parts(geometry))


def _label_place(geometry):
    """Amid the longest line, or amid the first ring."""
    if geometry["type"] == "MultiLineString":
        line = max(geometry["coordinates"], key=len)
        east, north = line[len(line) // 2]
        return north, east
    ring = _parts(geometry)[0]
    easts, norths = zip(*ring, strict=True)
    return (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2


def _reaches(geometry, box):
    """Whether the box around it and the other one overlap."""
    easts, norths = zip(*places_of(geometry), strict=True)
    return (
        min(easts) <= box.east
        and max(easts) >= box.west
        and min(norths) <= box.north
        and max(norths) >= box.south
    )
