"""What a map page asks for and lists: the list's conditions, and the box of the map."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse

from finding.active_filters import FilterLink, ListingConditions
from finding.kind_chips import kind_chips
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from maps.bbox import BadBoundingBox, BoundingBox
from maps.markers import extent_of, in_box, numbered, with_coordinates
from parks.models import Listing

PAGE_SIZE = 15
# How many listings without a place are named before the list takes over.
NOWHERE = 6


@dataclass
class MapQuery:
    """What a request asks for: listings in the box of the map under the list's conditions."""

    listings: object  # those with_coordinates() in the box, whatever the other conditions
    box: BoundingBox | None
    box_error: str
    listing_query: ListingQuery

    @property
    def conditions(self):
        return ListingConditions(self.listing_query)

    @property
    def has_errors(self):
        return bool(self.box_error or self.listing_query.form.errors)

    def rows(self):
        """What is found, in the order asked for."""
        return self.listing_query.sorted_listings(self.listings)

    def kind_counts(self):
        """{kind: listings} under all conditions but the kind."""
        rows = self.listing_query.narrow_listings(self.listings, without={"kind"})
        return dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))

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
    listings = with_coordinates(Listing.objects.published().in_region(site.region))
    if box:
        listings = in_box(listings, box)
    return MapQuery(listings, box, error, ListingQuery(request.GET, PlaceOptions(site.region)))


def results(request, site, asked):
    rows = asked.rows()
    count, located, extent = extent_of(rows)
    paginator = Paginator(rows.filter(map_latitude__isnull=False).for_cards(), PAGE_SIZE)
    paginator.count = located
    page_obj = paginator.get_page(request.GET.get("page"))
    nowhere = count - located
    here = reverse("listing_map", args=[site.slug])
    return {
        "spots": asked,
        "filter": asked.listing_query,
        "extent": extent,
        "page_obj": page_obj,
        "spots_shown": numbered(page_obj),
        "nowhere_count": nowhere,
        "nowhere": rows.filter(map_latitude__isnull=True)[:NOWHERE] if nowhere else [],
        "chips": _chips(asked),
        "kind_chips": _kind_chips(asked, here),
        "list_url": _with(reverse("listing_list", args=[site.slug]), asked.address(with_box=False)),
        "reset_url": here,
        "points_query": asked.address(with_box=False),
    }


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
