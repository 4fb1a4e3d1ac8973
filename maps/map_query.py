"""What a map page asks for and lists: the list's conditions, and the box of the map."""

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse

from finding.active_filters import FilterLink, ListingConditions
from finding.answer_counts import AnswerCounts
from finding.keyset import PAGE_SIZE as ROOM
from finding.kind_chips import kind_chips
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from finding.plain_lists import PlainList, is_plain
from finding.result_page import near_misses
from finding.snapshot.latest import CURRENT
from finding.travelling_needs import CarriedNeeds
from maps.bbox import BadBoundingBox, BoundingBox
from maps.markers import NOTHING, cells, in_box, numbered, tallies, with_coordinates
from parks.models import Listing

if TYPE_CHECKING:
    from finding.snapshot.lists import Answers

PAGE_SIZE = 15
# Of five pages, found together.
FIRST_KEYS = 75
# How many listings without a place are named before the list takes over.
NOWHERE = 6


@dataclass
class MapQuery:
    """What a request asks for: index rows in the box of the map under the list's conditions."""

    box: BoundingBox | None
    box_error: str
    listing_query: ListingQuery
    answers: "Answers | None" = None  # of the list snapshot; without it PostgreSQL is asked
    plain_list: PlainList = None

    def __post_init__(self):
        self.plain_list = self.plain_list or PlainList(self.listing_query, self.answers)

    @property
    def conditions(self):
        return ListingConditions(self.listing_query)

    @property
    def has_errors(self):
        return bool(self.box_error or self.listing_query.form.errors)

    def rows(self, without=()):
        """What is found, with or without a place, in no order."""
        rows = self.listing_query.narrow(self.listing_query.index_rows(), without)
        rows = self.listing_query.listed(rows)
        return in_box(rows.with_place(), self.box) if self.box else rows

    @cached_property
    def _places(self):
        return self._places_in(self.box) if self.answers else None

    def _places_in(self, box):
        from maps.snapshot_places import SnapshotPlaces  # numpy only where there is a snapshot

        return SnapshotPlaces(self.answers, box)

    def located_keys(self):
        """Keys of those with a place in the order asked for, unknown facts last."""
        if self._places:
            return FirstKept("located", self._places.located(), self.plain_list)
        return self._sorted_keys().with_place()

    def nowhere_keys(self):
        """Keys of the others."""
        if self._places:
            return FirstKept("nowhere", self._places.nowhere(), self.plain_list)
        return self._sorted_keys().without_place()

    def _sorted_keys(self):
        return self.listing_query.sort(self.rows()).values_list("pk", flat=True)

    def release(self):
        """Give back what of the snapshot was read into memory."""
        if self.answers:
            self.answers.release()

    @cached_property
    def tallies(self):
        """{kind: its tally} under all conditions but the kind."""
        return self.plain_list.get("map tallies", self._counted)

    def _counted(self):
        return self._places.tallies() if self._places else tallies(self.rows(without={"kind"}))

    def cells(self, box, zoom):
        """Markers of the part of the map that is looked at."""
        asked = self.listing_query.asked
        if self.answers:
            found = self._places_in(box).cells(zoom)
        else:
            sure = reduce(and_, (one.met() for one in asked), Q()) if asked else NOTHING
            found = cells(in_box(self.rows().with_place(), box), zoom, sure)
        return found if asked else [replace(cell, sure=None) for cell in found]

    @cached_property
    def near_rows(self):
        """Index rows with a place that miss one need, as the list shows them, on first pages."""
        if not self.listing_query.asked or self.box:
            return []
        tally = self.plain_list.tally()
        if tally.total >= ROOM:
            return []
        found = near_misses(self.listing_query, tally, self.answers)
        return [row for row in found if row.has_told_place]

    @property
    def _chosen(self):
        kinds = self.listing_query.kinds or self.tallies
        return [self.tallies[kind] for kind in kinds if kind in self.tallies]

    @property
    def count(self):
        return sum(tally.count for tally in self._chosen)

    @property
    def located(self):
        return sum(tally.located for tally in self._chosen)

    @property
    def extent(self) -> BoundingBox | None:
        """The box around all that is found and has a place."""
        boxes = [tally.extent for tally in self._chosen if tally.extent]
        return reduce(or_, boxes) if boxes else None

    def kind_counts(self):
        """{kind: listings} under all conditions but the kind."""
        return {kind: tally.count for kind, tally in self.tallies.items()}

    def address(self, *, with_box=True, **changed):
        """The valid conditions as a query string, the box included."""
        parts = [self.conditions.query(**changed)]
        if self.box and with_box:
            parts.append(_box_parameter(self.box))
        return "&".join(filter(None, parts))


@dataclass(frozen=True)
class FirstKept:
    """Keys in order, as a paginator cuts them; of a plain list the first are kept."""

    name: str
    keys: object
    plain_list: PlainList

    def __getitem__(self, part: slice):
        if part.stop > FIRST_KEYS:
            return self.keys[part]
        name = f"{self.name}, {self.plain_list.listing_query.order}"
        return self.plain_list.get(name, lambda: self.keys[:FIRST_KEYS])[part]


def _box_parameter(box):
    return urlencode({"bbox": str(box)}, safe=",")


def map_query(request, site, *, is_boxed=True, current=CURRENT):
    box, error = None, ""
    if is_boxed and (text := request.GET.get("bbox", "")):
        try:
            box = BoundingBox.parse(text)
        except BadBoundingBox as bad:
            error = str(bad)
    options = site.kept.get("place options", lambda: PlaceOptions(site.region))
    listing_query = ListingQuery(request.GET, options)
    plain = is_boxed and is_plain(request.GET)
    answers = current.answers(listing_query, is_plain=plain)
    plain_list = PlainList(listing_query, answers, plain, site.kept)
    return MapQuery(box, error, listing_query, answers, plain_list)


def results(request, site, asked):
    paginator = Paginator(asked.located_keys(), PAGE_SIZE)
    paginator.count = asked.located
    page_obj = paginator.get_page(request.GET.get("page"))
    near = [row.pk for row in asked.near_rows] if page_obj.number == 1 else []
    nowhere_count = asked.count - asked.located
    nowhere = list(asked.nowhere_keys()[:NOWHERE]) if nowhere_count else []
    cards = _cards([*page_obj, *near, *nowhere])
    verdicts = _verdicts(asked.listing_query, cards)
    shown = numbered([*page_obj], page_obj.start_index(), cards, verdicts)
    missing_one = numbered(near, page_obj.end_index() + 1, cards, verdicts)
    here = reverse("listing_map", args=[site.slug])
    asked.release()
    tally = asked.plain_list.tally() if asked.listing_query.asked else None
    return {
        "spots": asked,
        "tally": tally,
        "counts": tally and AnswerCounts.of(asked.listing_query, tally),
        "sure_switch": asked.address(**_turned(asked.listing_query)),
        "filter": asked.listing_query,
        "extent": asked.extent,
        "page_obj": page_obj,
        "spots_shown": shown,
        "spots_near": missing_one,
        "nowhere_count": nowhere_count,
        "nowhere": [cards[key] for key in nowhere if key in cards],
        "chips": _chips(asked),
        "kind_chips": _kind_chips(asked, here),
        "list_url": _with(reverse("listing_list", args=[site.slug]), asked.address(with_box=False)),
        "reset_url": here,
        "points_query": asked.address(with_box=False),
    }


def _turned(listing_query):
    """The switch 只看确定的 as it is not."""
    return {"sure": [] if listing_query.is_sure_only else ["1"]}


def _verdicts(listing_query, cards):
    """{key: PlaceVerdicts}, read in one query for all of a page."""
    listing_query.carried = CarriedNeeds(listing_query)
    return {each.pk: each for each in listing_query.carried.verdicts(list(cards.values()))}


def _cards(keys):
    """{key: listing} with all that the page tells of it; gone is what was deleted this moment."""
    listings = with_coordinates(Listing.objects.filter(pk__in=keys)).for_cards()
    return {listing.pk: listing for listing in listings}


def _with(path, query):
    return f"{path}?{query}" if query else path


def _chips(asked):
    """The list's chips; the box stays while others go, and goes by a chip of its own."""
    chips = list(asked.conditions.chips())
    if not asked.box:
        return chips
    box = _box_parameter(asked.box)
    kept = [replace(chip, query="&".join(filter(None, (chip.query, box)))) for chip in chips]
    return [*kept, FilterLink("只看地图范围内", asked.address(with_box=False))]


def _kind_chips(asked, here):
    """All kinds and each one, on the map."""
    rest = asked.address(without={"kind"})

    def url_of(kind):
        query = "&".join(filter(None, (f"kind={kind}" if kind else "", rest)))
        return f"?{query}" if query else here

    return kind_chips(asked.kind_counts(), asked.listing_query.kinds, url_of)
