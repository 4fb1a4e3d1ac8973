"""What staff have drawn, made ready for the drawing of a page and for the live map."""

from collections.abc import Iterator
from itertools import pairwise

from maps.basemap import Area
from maps.bbox import BoundingBox, mercator
from maps.boundaries import area_of, boundaries
from maps.models import MapFeature

# More than a reader could tell apart; the newest are left out.
MOST_FEATURES = 300
# What stands under a name: of a point a sign, of a line or an area nothing.
STOP, WAY = "stop", "way"
# Finer than so many parts of a frame nobody sees.
FINEST, CLOSED_RING = 1000, 4
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
        return [*drawn, *boundary_areas(parks)]

    def names(self) -> list[tuple[str, str, tuple[float, float]]]:
        """(STOP or WAY, words, (latitude, longitude)); what has no name has a sign at most."""
        return [
            (kind, feature.words, _label_place(feature.geometry))
            for feature in self.features
            if (kind := STOP if feature.geometry["type"] == "Point" else WAY) == STOP
            or feature.name
        ]

    def collection(self, box: BoundingBox, parks) -> dict:
        """A FeatureCollection of what reaches into the box, of lines what lies in it; boundaries
        of these parks on top.
        """
        shown = [
            {"type": "Feature", "properties": {"kind": _kind(feature)}, "geometry": geometry}
            for feature in self.features
            if (geometry := _within(feature.geometry, box))
        ]
        return {"type": "FeatureCollection", "features": [*shown, *boundaries(parks)]}

    @property
    def kinds(self) -> list[str]:
        """铁路, 城区 …: what is drawn, in the order of the form; each once."""
        drawn = {feature.kind for feature in self.features}
        return [label for kind, label in MapFeature.Kind.choices if kind in drawn]

    @property
    def drawn_on(self):
        """The day of the newest source; None where nothing is drawn."""
        return max((feature.sourced_on for feature in self.features), default=None)


def boundary_areas(parks) -> list[Area]:
    """For the drawing; parks without a good boundary are left out."""
    shapes = [geometry for park in parks if (geometry := area_of(park.boundary))]
    return [Area("", "", "boundary", _lines(shape), None) for shape in shapes]


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


def _within(geometry, box):
    """What has to be drawn of it in the box, None for nothing; points are signs of names."""
    if geometry["type"] == "Point":
        return None
    step = (box.east - box.west) / FINEST
    if geometry["type"] == "MultiLineString":
        lines = [
            _thinned(run, step) for line in geometry["coordinates"] for run in _runs(line, box)
        ]
        return {"type": "MultiLineString", "coordinates": lines} if lines else None
    rings = [ring for ring in _parts(geometry) if _reaches(ring, box)]
    thin = [ring for ring in (_thinned(ring, step) for ring in rings) if len(ring) >= CLOSED_RING]
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in thin]} if thin else None


def _runs(line, box):
    """Parts of a line whose steps may cross the box."""
    run = []
    for step in pairwise(line):
        if _reaches(step, box):
            run = run or [step[0]]
            run.append(step[1])
        elif run:
            yield run
            run = []
    if run:
        yield run


def _thinned(line, step):
    """Without places nearer to the last one than `step` degrees; both ends stay."""
    kept = line[:1]
    for place in line[1:-1]:
        if abs(place[0] - kept[-1][0]) + abs(place[1] - kept[-1][1]) >= step:
            kept.append(place)
    return [*kept, *line[1:][-1:]]


def _reaches(places, box):
    """Whether the box around them and the other one overlap."""
    easts, norths = zip(*places, strict=True)
    return (
        min(easts) <= box.east
        and max(easts) >= box.west
        and min(norths) <= box.north
        and max(norths) >= box.south
    )
