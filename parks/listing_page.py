"""What a listing's page asks of the database, prepared (core/prepared_queries.py)."""

from django.db.models import ExpressionWrapper, F, FloatField, prefetch_related_objects
from django.db.models.functions import Abs

from core.late_rows import LateRow, LateRows
from core.prepared_queries import OneOf, prepared
from parks.models import Listing, ListingIndex, ListingPhoto, Park
from regions.models import Region

SIMILAR = 3


@prepared
def public_listing(now, path, pk):
    """In a list, empty if it is not public in the region of that path."""
    return Listing.objects.published(now).in_region(Region(path=path)).filter(pk=pk).for_page()


def photos(listing) -> list[ListingPhoto]:
    """Of a for_page() listing, in order."""
    return [ListingPhoto(**row) for row in listing.photo_list]


@prepared
def _nearest_in_size(now, path, kind, area, but):
    area = ExpressionWrapper(area, FloatField())
    near = ListingIndex.objects.near_in_size(now, path, kind, area, but, SIMILAR)
    cards = Listing.objects.filter(pk__in=near.values("pk")).for_cards(now)
    return cards.order_by(Abs(F("area_sqm") - area), "-pk")


@prepared
def _cards(now, keys):
    return Listing.objects.filter(OneOf("pk", keys)).for_cards(now)


def similar(listing, site, now) -> LateRows:
    """A few others of its kind on the site that can still be had, nearest in size.

    They are looked for once an edition of the site, and read in the same query.
    """
    found = []

    def look():
        found.extend(
            _nearest_in_size(
                now=now,
                path=site.region.path,
                kind=listing.kind,
                area=float(listing.area_sqm),
                but=listing.pk,
            )
        )
        return [row.pk for row in found]

    keys = site.kept.get(("similar", listing.pk), look)
    return LateRows(
        Listing, keys, lambda pks: found or _cards(now=now, keys=pks), _cards.annotations
    )


def supplied_park(park) -> LateRow:
    """The park with all it supplies: what the pages of its listings have in common."""

    def read(keys):  # noqa: ARG001 -- its own
        prefetch_related_objects([park], "utilities", "transport")
        return [park]

    return LateRows(Park, [park.pk], read).row(park.pk)
