"""`{% load finding_tags %}`: what was asked for, on the pages of single places."""

from django import template
from django.urls import reverse

from finding.listing_query import ListingQuery
from finding.travelling_needs import (
    CarriedNeeds,
    carried_needs,
    costs_of,
    enquiry,
    sheet_sections,
)
from parks.deal_costs import yuan
from parks.landing_pages import EVERYTHING, LANDINGS

register = template.Library()

# Lists, the map and pages of places: what they are asked with is what is wanted of a place.
ASKED_ON = {
    *(EVERYTHING.url_name, *(landing.url_name for landing in LANDINGS.values()), "listing_map"),
    *("listing_detail", "listing_compare", "shortlist", "listing_sheet", "guide_fit_result"),
}


@register.simple_tag(takes_context=True)
def needs(context):
    """`{% needs as needs %}`: CarriedNeeds of the page's list or address, or None."""
    listing_query, request = context.get("filter"), context.get("request")
    if isinstance(listing_query, ListingQuery):
        if not hasattr(listing_query, "carried"):
            listing_query.carried = CarriedNeeds(listing_query)
        return listing_query.carried
    site = context.get("site")
    if request is None or site is None:
        return None
    if not hasattr(request, "carried_needs"):
        request.carried_needs = carried_needs(request.GET, site)
    return request.carried_needs


@register.simple_tag(takes_context=True)
def listed_needs(context):
    """`{% listed_needs as asked %}`: the same where parameters are needs; other pages may mean
    something else by the same names."""
    match = getattr(context.get("request"), "resolver_match", None)
    return needs(context) if match and match.url_name in ASKED_ON else None


@register.simple_tag(takes_context=True)
def verdicts_of(context, listing):
    """`{% verdicts_of listing as verdicts %}`: PlaceVerdicts, or None where nothing was asked."""
    asked = needs(context)
    return next(iter(asked.verdicts([listing])), None) if asked else None


@register.simple_tag(takes_context=True)
def compared_needs(context, listings):
    """`{% compared_needs listings as compared %}`: a row a need, a cell a listing; empty where
    nothing was asked."""
    asked = needs(context)
    found = {each.pk: each for each in asked.verdicts(listings)} if asked else {}
    if not found:
        return None
    columns = [found.get(listing.pk) for listing in listings]
    rows = [
        (one, [column and column.rows[place] for column in columns])
        for place, one in enumerate(asked.asked)
    ]
    return {"columns": columns, "rows": rows}


@register.simple_tag(takes_context=True)
def beside(context, listing):
    """`{% beside listing as around %}`: the results before and after it."""
    asked = needs(context)
    return asked.beside(listing) if asked and asked.query else (None, None)


@register.simple_tag(takes_context=True)
def with_needs(context, crumbs):
    """The trail with what was asked on the way back to the list."""
    asked, site = needs(context), context.get("site")
    if not (asked and asked.query):
        return crumbs
    back = reverse("listing_list", args=[site.slug])
    count = f"（{len(asked.asked)} 项）" if asked.asked else ""
    return [
        {"label": crumb["label"] + count, "url": back + asked.suffix}
        if crumb["url"] == back
        else crumb
        for crumb in crumbs
    ]


@register.simple_tag(takes_context=True)
def enquiry_about(context, *listings, fact="", words=""):
    """The query of the enquiry about these listings (rows or keys) with all that was asked."""
    keys = [getattr(listing, "pk", listing) for listing in listings]
    return enquiry(needs(context), keys, fact, words)


@register.simple_tag(takes_context=True)
def enquiry_about_all(context, keys):
    """The same about every listing of a selection."""
    return enquiry(needs(context), keys)


@register.simple_tag(takes_context=True)
def first_sections(context, listing):
    """What its sheet says first: needs, where there are any, and money."""
    return sheet_sections(needs(context), listing)


@register.simple_tag(takes_context=True)
def costs(context, listing):
    """`{% costs listing as money %}`: DealCosts for as much as is wanted."""
    return costs_of(needs(context), listing)


@register.simple_tag(takes_context=True)
def compared_costs(context, listings):
    """`{% compared_costs listings as sums %}`: [(label, a text a listing)], empty rows left out."""
    found = [costs_of(needs(context), listing) for listing in listings]
    rows = [
        ("按多少算", [each.area for each in found]),
        ("每月共", [each.monthly and f"约 {yuan(each.monthly)}" for each in found]),
        ("一年共", [each.yearly and f"约 {yuan(each.yearly)}" for each in found]),
        ("首次要付", [each.first and f"约 {yuan(each.first)}" for each in found]),
        ("总价", [each.total and f"约 {yuan(each.total)}" for each in found]),
    ]
    return [(label, cells) for label, cells in rows if any(cells)]
