"""What an enquiry is about, carried in from the page where it started."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from parks.models import Listing, Park
from parks.shortlists import MOST_LOOKED_UP, is_number, read_selection
from policies.models import Policy
from regions.models import ServiceTile


@dataclass(frozen=True)
class Place:
    """One of the listings asked about."""

    listing: Listing
    label: str
    url: str


@dataclass(frozen=True)
class Subject:
    """Published things of this site; `field` is its name in links, forms and on Lead.

    An enquiry about listings has all of them in `places`; the first is also `target`.
    """

    field: str
    target: models.Model
    label: str
    topic_slug: str
    url: str = ""
    places: tuple[Place, ...] = ()

    @property
    def full_label(self):
        """Every place by its name; `label` has to fit one line of the inbox."""
        return "；".join(place.label for place in self.places) or self.label


def find_subject(site, params) -> Subject | None:
    """The listings, else the park, policy or tile that `params` (a QueryDict) names.

    What is no number, withdrawn or of another region is passed over: the visitor can still ask.
    """
    subject = find_listings(site, params)
    for field, find in FINDERS.items():
        raw = params.get(field, "")
        if subject is None and is_number(raw):
            subject = find(site, int(raw))
    return subject


def subject_query(params) -> str:
    """What `params` name, public or not, in one form: "listing=3&listing=8", "park=7", ""."""
    named = [(field, n) for field in ("listing", *FINDERS) for n in numbers_in(params, field)]
    return urlencode(named[:MOST_LOOKED_UP])


def numbers_in(params, field) -> list[int]:
    """Each once, in their order; full-width digits count, everything else is passed over."""
    values = (value.strip() for value in params.getlist(field))
    return list(dict.fromkeys(int(value) for value in values if is_number(value)))


def find_listings(site, params):
    public = Listing.objects.published().in_region(site.region).defer("body")
    places = [
        Place(listing, f"{listing.title}（{listing.code}）", listing.url_on(site))
        for listing in read_selection(params, public).listings
    ]
    if not places:
        return None
    first, count = places[0], len(places)
    label = f"{first.label} 等 {count} 处" if count > 1 else first.label
    return Subject("listing", first.listing, label, "space", first.url, tuple(places))


def find_park(site, pk):
    park = Park.objects.published().in_region(site.region).filter(pk=pk).first()
    return park and Subject("park", park, park.name, "space", park.url_on(site))


def find_policy(site, pk):
    policies = Policy.objects.published().applying_to(site.region)
    policy = policies.select_related("category").filter(pk=pk).first()
    if policy is None:
        return None
    label, url = f"《{policy.title}》", policy.url_on(site)
    return Subject("policy", policy, label, policy.consult_topic, url)


def find_tile(site, pk):
    tile = ServiceTile.objects.filter(site=site, is_active=True, pk=pk).first()
    return tile and Subject(
        "tile", tile, tile.title, tile.topic_slug, reverse("site_home", args=[site.slug])
    )


FINDERS = {"park": find_park, "policy": find_policy, "tile": find_tile}
