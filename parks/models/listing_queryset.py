"""What pages ask of listings, in plain words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Abs, JSONObject
from django.utils import timezone

from parks.models.attachments import ListingFile, ListingPhoto
from parks.models.listing_index import ListingIndex
from parks.models.listing_state import DUE_SOON
from parks.models.located_queryset import PlaceQuerySet
from parks.models.offer_status import OfferQuerySetMixin
from parks.models.supplies import TransportLink
from publishing.models import Asset, PublishWindow, public_at

NEAREST = 4
MOST_PRICES = 100  # states of the history that are read for changes of the price
# Of a photo, what a page tells.
PHOTO = {name: name for name in ("pk", "image", "alt", "credit", "is_illustration")}
APPROVED = PublishWindow.Status.APPROVED


class ListingQuerySet(OfferQuerySetMixin, PlaceQuerySet):
    def published(self, now=None):
        """Also not hidden for want of verification (KindRule)."""
        now = now or timezone.now()
        fresh = Q(hidden_at__isnull=True) | Q(hidden_at__gt=now)
        return super().published(now).filter(fresh)

    def hidden_as_stale(self, now=None):
        """What would be public, had somebody verified it in time."""
        now = now or timezone.now()
        return super().published(now).filter(hidden_at__lte=now)

    def to_verify(self, now=None):
        """On offer and due within DUE_SOON, overdue, or hidden because nobody looked."""
        now = now or timezone.now()
        return super().published(now).on_offer().filter(stale_at__lte=now + DUE_SOON)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def for_cards(self, now=None):
        """All that `parks/_space_card.html` prints, in this one query."""
        photos = ListingPhoto.objects.filter(listing=OuterRef("pk")).order_by("position", "pk")
        freight = TransportLink.objects.filter(
            public_at(now or timezone.now(), "park__"),
            park=OuterRef("park"),
            kind=TransportLink.Kind.RAIL_FREIGHT,
        ).nearest_first()
        return (
            self.select_related("park", "land_terms", "building_spec")
            .defer("body", "park__body", "park__boundary")
            .annotate(
                cover_path=Subquery(photos.values("image")[:1]),
                rail_freight_km=Subquery(freight.values("distance_km")[:1]),
                rail_freight_state=Subquery(freight.values("state")[:1]),
            )
        )

    def for_page(self):
        """The listing's own page, but for what its park supplies."""
        photos = ListingPhoto.objects.filter(listing=OuterRef("pk")).in_order()
        files = ListingFile.objects.filter(listing=OuterRef("pk")).order_by("position", "pk")
        known = Asset.objects.filter(file=OuterRef("document"))
        pages = Subquery(known.values("pages")[:1])
        industries = self.model.industries.through.objects.filter(
            listing=OuterRef("pk"), industry__is_active=True
        ).order_by("industry__position", "industry_id")
        told = self.model.history.filter(
            id=OuterRef("pk"), status=APPROVED, publish_at__lte=F("history_date")
        ).order_by("-history_id")
        state = JSONObject(at="history_date", amount="price_amount", unit="price_unit")
        return (
            self.with_canonical_site()
            .select_related("region", "park__region", "land_terms", "building_spec")
            .defer("park__body")
            .annotate(
                photo_list=ArraySubquery(photos.values(json=JSONObject(**PHOTO))),
                file_list=ArraySubquery(
                    files.values(json=JSONObject(title="title", path="document", pages=pages))
                ),
                public_prices=ArraySubquery(told.values(json=state)[:MOST_PRICES]),
                industry_names=ArraySubquery(industries.values("industry__name")),
            )
        )

    def for_detail(self):
        """All that is known of it: photos, utilities and transport follow in one query each."""
        return (
            self.for_page()
            .defer("park__boundary")
            .prefetch_related(
                Prefetch("photos", ListingPhoto.objects.in_order()),
                "park__utilities",
                "park__transport",
            )
        )

    def similar_to(self, listing, region):
        """A few others of the kind in the region that can still be had, nearest in size.

        The public ones at this moment, found by short walks of the index rows.
        """
        area, now = float(listing.area_sqm), timezone.now()
        near = ListingIndex.objects.near_in_size(
            now, region.path, listing.kind, area, listing.pk, NEAREST
        )
        distance = Abs(F("area_sqm") - listing.area_sqm)
        return self.filter(pk__in=near.values("pk")).order_by(distance, "-pk")
