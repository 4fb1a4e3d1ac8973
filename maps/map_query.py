"""What a map page asks for and lists: the list's conditions, and the box of the map."""

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from finding.active_filters import FilterLink, ListingConditions
from finding.kind_chips import kind_chips
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from maps.bbox import BadBoundingBox, BoundingBox
from maps.markers import in_box, numbered, tallies, with_coordinates
from parks.models import Listing

PAGE_SIZE = 15
# How many listings without a place are named before the list takes over.
NOWHERE = 6


@dataclass
class MapQuery:
    """What a request asks for: index rows in the box of the map under the list's conditions."""

    box: BoundingBox | None
    box_error: str
    listing_query: ListingQuery

    @property
    def conditions(self):
        return ListingConditions(self.listing_query)

    @property
    def has_errors(self):
        return bool(self.box_error or self.listing_query.form.errors)

    def rows(self, without=()):
        """What is found, with or without a place, in no order."""
        rows = self.listing_query.narrow(self.listing_query.index_rows(), without)
        return in_box(rows.with_place(), self.box) if self.box else rows

    def sorted_rows(self):
        """The same in the order asked for; unknown facts last."""
        return self.listing_query.sort(self.rows())

    @cached_property
    def tallies(self):
        """{kind: its tally} under all conditions but the kind."""
        return tallies(self.rows(without={"kind"}))

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


def _box_parameter(box):
    return urlencode({"bbox": str(box)}, safe=",")


def map_query(request, site, *, is_boxed=True):
    box, error = None, ""
    if is_boxed and (text := request.GET.get("bbox", "")):
        try:
            box = BoundingBox.parse(text)
        except BadBoundingBox as bad:
            error = str(bad)
    return MapQuery(box, error, ListingQuery(request.GET, PlaceOptions(site.region)))


def results(request, site, asked):
    rows = asked.sorted_rows().values_list("pk", flat=True)
    paginator = Paginator(rows.with_place(), PAGE_SIZE)
    paginator.count = asked.located
    page_obj = paginator.get_page(request.GET.get("page"))
    nowhere_count = asked.count - asked.located
    nowhere = list(rows.without_place()[:NOWHERE]) if nowhere_count else []
    cards = _cards([*page_obj, *nowhere])
    here = reverse("listing_map", args=[site.slug])
    return {
        "spots": asked,
        "filter": asked.listing_query,
        "extent": asked.extent,
        "page_obj": page_obj,
        "spots_shown": numbered(page_obj, cards),
        "nowhere_count": nowhere_count,
        "nowhere": [cards[key] for key in nowhere if key in cards],
        "chips": _chips(asked),
        "kind_chips": _kind_chips(asked, here),
        "list_url": _with(reverse("listing_list", args=[site.slug]), asked.address(with_box=False)),
        "reset_url": here,
        "points_query": asked.address(with_box=False),
    }


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
