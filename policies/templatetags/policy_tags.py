"""`{% load policy_tags %}`: policies on other apps' pages."""

from django import template
from django.db.models import Exists, OuterRef

from policies.models import Policy

register = template.Library()

SHOWN = 3


@register.simple_tag
def park_policies(park, site):
    """`{% park_policies park site as policies %}`: in force in the park's region, those that name
    one of its industries first, then the newest. One query.
    """
    links = Policy.industries.through.objects.filter(policy=OuterRef("pk"))
    shares_industry = Exists(links.filter(industry__parks=park, industry__is_active=True))
    applying = Policy.objects.published().in_force().applying_to(park.region)
    if site.region_id != park.region_id:
        applying = applying.applying_to(site.region)
    return applying.for_cards().order_by(shares_industry.desc(), "-issued_on", "-pk")[:SHOWN]
