"""`{% load policy_tags %}`: policies on other apps' pages."""

from django import template
from django.db.models import Exists, OuterRef

from parks.attributes.listing import LISTING
from parks.kinds import Kind
from parks.models import Industry
from policies.models import Policy

register = template.Library()

SHOWN = 3
# {kind: what texts call it}.
(KIND_WORDS,) = (row.words for row in LISTING if row.name == "kind")


@register.simple_tag
def park_policies(park, site):
    """`{% park_policies park site as policies %}`: in force in the park's region, those that name
    one of its industries first, then the newest. One query.
    """
    shares_industry = Exists(_naming_industries_of(park))
    applying = Policy.objects.published().in_force().applying_to(park.region)
    if site.region_id != park.region_id:
        applying = applying.applying_to(site.region)
    return applying.for_cards().order_by(shares_industry.desc(), "-issued_on", "-pk")[:SHOWN]


@register.simple_tag
def listing_policies(listing, site):
    """`{% listing_policies listing site as policies %}`: in force where it lies, naming its
    industries (else its park's), its park or its kind; what is due first. One query.
    """
    park = listing.public_park
    its = _naming_industries_of(listing if listing.industry_names or not park else park)
    applying = Policy.objects.published().in_force().applying_to(listing.region)
    if site.region_id != listing.region_id:
        applying = applying.applying_to(site.region)
    named = applying.annotate(names_industry=Exists(its)).naming(
        *(park.names() if park else ()), Kind(listing.kind).label, *KIND_WORDS[listing.kind]
    )
    return named.with_deadlines().due_first().for_cards()[:SHOWN]


def _naming_industries_of(place):
    """Links of a policy to what the park or listing is for: its industries, their trades, or
    branches of them.
    """
    stated = place.industries.filter(is_active=True).values("pk")
    concerned = Industry.objects.concerning(stated).values("pk")
    links = Policy.industries.through.objects.filter(policy=OuterRef("pk"))
    return links.filter(industry__in=concerned)
