"""What an enquiry is about, carried in from the page where it started."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from parks.models import Listing, Park
from policies.models import Policy
from regions.models import ServiceTile

MAX_DIGITS = 15


@dataclass(frozen=True)
class Subject:
    """A published thing of this site; `field` is its name in links, forms and on Lead."""

    field: str
    target: models.Model
    label: str
    topic_slug: str
    url: str = ""


def find_subject(site, params) -> Subject | None:
    """The first listing, park, policy or tile that `params` names; a wrong number is no error."""
    for field, find in FINDERS.items():
        raw = params.get(field, "")
        if raw.isdecimal() and len(raw) <= MAX_DIGITS:
            subject = find(site, int(raw))
            if subject is not None:
                return subject
    return None


def find_listing(site, pk):
    listing = Listing.objects.published().in_region(site.region).filter(pk=pk).first()
    if listing is None:
        return None
    label = f"{listing.title}（{listing.code}）"
    return Subject("listing", listing, label, "space", listing.url_on(site))


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


FINDERS = {
    "listing": find_listing,
    "park": find_park,
    "policy": find_policy,
    "tile": find_tile,
}
