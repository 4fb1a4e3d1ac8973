"""Where listings lie on the map: their own coordinates, else their park's; counted by cells.

All is asked of the index rows (parks.models.ListingIndex), whose place is theirs or their park's.
"""

import math
from dataclasses import dataclass, replace

from django.db.models import Avg, Case, Count, F, Max, Min, Q, Value, When
from django.db.models.functions import Floor, Ln, Radians, Tan
from django.utils import timezone

from finding.travelling_needs import PlaceVerdicts, Standing
from maps.bbox import TILE, BoundingBox, mercator
from parks.models import Listing, Park
from publishing.models import public_at
from regions.models import Region

# A marker stands for what lies within so many pixels.
CELL = 56
# Never more markers than this in one answer, however many listings there are.
MOST_CELLS = 2000
MOST_PARKS = 60
MOST_SEATS = 60
COUNTY_ZOOM = 6.5
RING_STEPS_KM = (5, 10, 20, 50, 100, 200, 400)
EARTH_KM = 40075.0
NOTHING = Q(pk__in=())
KM_PER_DEGREE = 111.32


@dataclass(frozen=True)
class Cell:
    """Listings too near to each other for a marker each; x and y count cells of the world."""

    x: int
    y: int
    count: int
    latitude: float
    longitude: float
    box: BoundingBox
    pk: int
    sure: int | None = None  # of them those that meet every need; None where nothing is asked
    near: int = 0  # of them those that miss one need

    @property
    def standings(self) -> list[tuple[Standing, int]]:
        """How many of each, the best first."""
        if self.sure is None:
            return []
        counts = (self.sure, self.count - self.sure - self.near, self.near)
        return [(each, count) for each, count in zip(Standing, counts, strict=True) if count]

    @property
    def text(self):
        """What its marker says, a number of the list apart: ✓2 ?3, or 5 处; of one its sign."""
        if self.count == 1:
            return "".join(f"{each.sign} " for each, _ in self.standings)
        signs = " ".join(f"{each.sign}{count}" for each, count in self.standings)
        return signs or f"{self.count} 处"

    @property
    def said(self):
        """The same in words, behind what it is."""
        if self.count == 1:
            return "".join(f"，{each.word}" for each, _ in self.standings)
        return "".join(f"，{count} 处{each.word}" for each, count in self.standings)

    @property
    def tone(self):
        """Of the best."""
        return self.standings[0][0].tone if self.standings else ""


@dataclass(frozen=True)
class NumberedListing:
    """A listing of the page with its number and its place."""

    listing: Listing
    number: int
    verdicts: PlaceVerdicts | None = None  # where something was asked

    @property
    def place(self):
        """(latitude, longitude)."""
        return self.listing.map_latitude, self.listing.map_longitude

    @property
    def at(self):
        return ",".join(f"{degrees:.5f}" for degrees in self.place)

    @property
    def is_at_park(self):
        return self.listing.latitude is None or self.listing.longitude is None


def numbered(keys, start, cards, verdicts) -> list[NumberedListing]:
    """The listings of these keys, numbered from `start`; `cards` and `verdicts` by key."""
    return [
        NumberedListing(cards[key], number, verdicts.get(key))
        for number, key in enumerate(keys, start)
        if key in cards
    ]


def with_coordinates(listings):
    """`map_latitude`, `map_longitude`: the listing's own, else its public park's, else None."""
    is_told = Q(index_row__is_at_park=False) | public_at(timezone.now(), "park__")
    return listings.annotate(
        **{
            f"map_{name}": Case(When(is_told, then=F(f"index_row__{name}")))
            for name in ("latitude", "longitude")
        }
    )


def in_box(rows, box: BoundingBox, prefix=""):
    """Of rows with a place those inside; `prefix` leads from them to the index row."""
    return rows.filter(
        **{
            f"{prefix}latitude__range": (box.south, box.north),
            f"{prefix}longitude__range": (box.west, box.east),
        }
    )


@dataclass(frozen=True)
class KindTally:
    """Of one kind: how many listings, how many with a place, and the box around those."""

    count: int
    located: int
    extent: BoundingBox | None


def tallies(rows) -> dict[str, KindTally]:
    """{kind: its tally} of public index rows, one query."""
    is_told = Q(is_at_park=False) | Q(has_public_park=True)
    place = {name: Case(When(is_told, then=F(name))) for name in ("latitude", "longitude")}
    counted = (
        rows.order_by()
        .alias(told_latitude=place["latitude"], told_longitude=place["longitude"])
        .values("kind")
        .annotate(count=Count("pk"), located=Count("told_latitude"), **_corners("told_"))
    )
    return {row["kind"]: KindTally(row["count"], row["located"], _frame(row)) for row in counted}


def with_near(found: list[Cell], rows, zoom: float) -> list[Cell]:
    """The same with index rows that miss one need, each in the cell where it lies."""
    size = TILE * 2**zoom / CELL
    by_place = {(cell.x, cell.y): cell for cell in found}
    for row in rows:
        latitude, longitude = float(row.latitude), float(row.longitude)
        x, y = (int(part * size) for part in mercator(latitude, longitude))
        box = BoundingBox(longitude, latitude, longitude, latitude)
        alone = Cell(x, y, 0, latitude, longitude, box, row.pk)
        cell = by_place.get((x, y), alone)
        more = {"count": cell.count + 1, "near": cell.near + 1, "box": cell.box | box}
        by_place[x, y] = replace(cell, sure=cell.sure or 0, **more)
    return list(by_place.values())


def cells(rows, zoom: float, sure=NOTHING, most=MOST_CELLS) -> list[Cell]:
    """Markers for index rows with_place(), the fullest first; `sure`: which meet every need.

    One query.
    """
    size = TILE * 2**zoom / CELL
    x = Floor((F("longitude") + 180.0) / 360.0 * size)
    turned = Ln(Tan(math.pi / 4 + Radians(F("latitude")) / 2.0))
    y = Floor((Value(0.5) - turned / (2 * math.pi)) * size)
    found = (
        rows.order_by()
        .alias(cell_x=x, cell_y=y)
        .values(x=F("cell_x"), y=F("cell_y"))
        .annotate(
            count=Count("pk"),
            sure=Count("pk", filter=sure),
            first=Min("pk"),
            latitude_mean=Avg("latitude"),
            longitude_mean=Avg("longitude"),
            **_corners(),
        )
        .order_by("-count", "x", "y")[:most]
    )
    return [
        Cell(
            int(row["x"]),
            int(row["y"]),
            row["count"],
            row["latitude_mean"],
            row["longitude_mean"],
            _frame(row),
            row["first"],
            row["sure"],
        )
        for row in found
    ]


def _corners(prefix=""):
    return {
        "west": Min(f"{prefix}longitude"),
        "south": Min(f"{prefix}latitude"),
        "east": Max(f"{prefix}longitude"),
        "north": Max(f"{prefix}latitude"),
    }


def _frame(row):
    if row["west"] is None:
        return None
    return BoundingBox(row["west"], row["south"], row["east"], row["north"])


def titles_of_single(found: list[Cell]) -> dict[int, str]:
    """{pk: title} of the markers that stand for one listing."""
    single = [cell.pk for cell in found if cell.count == 1]
    return dict(Listing.objects.filter(pk__in=single).values_list("pk", "title"))


def located_parks(region) -> list[Park]:
    """Public parks of the region that can be drawn, those with most on offer first."""
    return list(
        Park.objects.published()
        .in_region(region)
        .filter(latitude__isnull=False, longitude__isnull=False)
        .only("name", "slug", "latitude", "longitude", "boundary")
        .most_on_offer_first("pk")[:MOST_PARKS]
    )


def seats_in(box: BoundingBox, zoom: float) -> list[Region]:
    """Seats of government to name on the map: of counties, or of prefectures from far away."""
    level = Region.Level.COUNTY if zoom >= COUNTY_ZOOM else Region.Level.PREFECTURE
    return list(
        Region.objects.filter(
            level=level,
            latitude__range=(box.south, box.north),
            longitude__range=(box.west, box.east),
        )
        .exclude(kind=Region.Kind.FORMER)
        .only("short_name", "latitude", "longitude")
        .order_by("adcode")[:MOST_SEATS]
    )


def km_per_pixel(latitude: float, zoom: float) -> float:
    return EARTH_KM * math.cos(math.radians(latitude)) / (TILE * 2**zoom)


@dataclass(frozen=True)
class Ring:
    """A circle of equal distance around the region's seat."""

    km: int
    at: tuple[float, float]

    @property
    def top(self):
        """Its northernmost point, (latitude, longitude)."""
        return self.at[0] + self.km / KM_PER_DEGREE, self.at[1]


def rings_around(region, zoom: float) -> list[Ring]:
    """Circles around the seat that can be seen at this zoom: 80 to 700 pixels wide."""
    if region.latitude is None or region.longitude is None:
        return []
    at = float(region.latitude), float(region.longitude)
    scale = km_per_pixel(at[0], zoom)
    return [Ring(km, at) for km in RING_STEPS_KM if 80 <= km / scale <= 700]
