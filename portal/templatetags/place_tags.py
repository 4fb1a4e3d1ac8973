"""Sites of the places that a reader names while he looks for something else."""

from django import template

from regions.models import Site
from search.place_names import PLACE_NAMES
from search.tokenizer import query_words

register = template.Library()
MOST = 4


@register.simple_tag
def sites_named(site, query):
    """Live sites of the places that a query names, this one left out.

    One query where it names any, else none.
    """
    words = query_words(query)
    named = PLACE_NAMES.of([*words, "".join(words)])
    codes = {code for place in named.values() for code in place.adcodes}
    if not codes:
        return []
    others = Site.objects.live().with_ancestors().exclude(pk=site.pk)
    return list(others.filter(region__adcode__in=codes).order_by("region__path")[:MOST])
