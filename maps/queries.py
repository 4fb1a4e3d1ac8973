"""What a map page asks for and lists: the list's conditions, and the box of the map."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from finding.active_filters import ListingConditions
from finding.filters import ListingFilter
from maps import markers as map_places
from maps.bbox import BadBoundingBox, BoundingBox
from parks.landing_pages import LANDINGS
from parks.models import Listing

PAGE_SIZE = 15
# How many listings without a place are named before the list takes over.
NOWHERE = 6


@dataclass
class Spots:
    """What a request asks for: listings in the box of the map under the list's conditions."""

    box: BoundingBox | None
    frame_error: str
    filterset: ListingFilter
    conditions: ListingConditions

    @property
    def has_errors(self):
        return bool(self.frame_error or self.filterset.form.errors)

    def query(self, *, with_box=True, **changed):
        """The valid conditions as a query string, the box included."""
        parts = [self.conditions.query(**changed)]
        if self.box and with_box:
            parts.append(urlencode({"bbox": str(self.box)}, safe=","))
        return "&".join(filter(None, parts))


def spots_of(request, site, *, is_framed=True):
    box, error = None, ""
    if is_framed and (text := request.GET.get("bbox", "")):
        try:
            box = BoundingBox.parse(text)
        except BadBoundingBox as bad:
            error = str(bad)
    listings = map_places.with_places(Listing.objects.published().in_region(site.region))
    if box:
        listings = map_places.in_box(listings, box)
    filterset = ListingFilter(request.GET, listings, region=site.region)
    return Spots(box, error, filterset, ListingConditions(filterset))


def results(request, site, spots):
    rows = spots.filterset.qs
    count, located, extent = map_places.extent(rows)
    paginator = Paginator(rows.filter(map_latitude__isnull=False).for_cards(), PAGE_SIZE)
    paginator.count = located
    page_obj = paginator.get_page(request.GET.get("page"))
    nowhere = count - located
    return {
        "spots": spots,
        "filter": spots.filterset,
        "conditions": spots.conditions,
        "extent": extent,
        "page_obj": page_obj,
        "spots_shown": map_places.numbered(page_obj),
        "nowhere_count": nowhere,
        "nowhere": rows.filter(map_latitude__isnull=True)[:NOWHERE] if nowhere else [],
        "chips": _chips(spots),
        "kind_chips": _kind_chips(spots),
        "list_url": _with(reverse("listing_list", args=[site.slug]), spots.query(with_box=False)),
        "reset_url": reverse("listing_map", args=[site.slug]),
        "points_query": spots.query(with_box=False),
    }


def _with(path, query):
    return f"{path}?{query}" if query else path


def _chips(spots):
    """The list's chips; the box stays while others go, and goes by a chip of its own."""
    chips = list(spots.conditions.chips())
    if not spots.box:
        return chips
    box = urlencode({"bbox": str(spots.box)}, safe=",")
    kept = [replace(chip, query="&".join(filter(None, (chip.query, box)))) for chip in chips]
    own = {"label": "只看地图范围内", "query": spots.query(with_box=False)}
    return [*kept, own]


def _kind_chips(spots):
    """[(label, count, query string, is current)] for all kinds and each one, on the map."""
    counts, wanted = spots.conditions.counts, spots.conditions.kinds
    rest = spots.query(without={"kind"})
    chips = [("全部", sum(n for n, *_ in counts.values()), rest, not wanted)]
    for kind, landing in LANDINGS.items():
        query = "&".join(filter(None, (f"kind={kind}", rest)))
        chips.append((landing.noun, counts.get(kind, (0,))[0], query, wanted == [kind]))
    return chips
