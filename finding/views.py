"""The list of listings, all kinds or one on its landing page; a sheet as a PDF."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from core.htmx import wants_part
from core.kept_pages import keep_page
from core.shown_objects import Act, shows
from finding.demand_counter import count_demand
from finding.kind_chips import kind_chips
from finding.result_page import ResultPage
from finding.tidy_addresses import tidy_address
from finding.travelling_needs import carried_needs, sheet_sections
from parks.datasheet.pdf import SheetBusy, SheetNotDrawable, sheet_pdf
from parks.landing_pages import EVERYTHING, LANDINGS
from parks.models import Listing
from publishing.preview import finish, get_visible_or_404


@require_safe
@vary_on_headers("HX-Request")
@tidy_address
@keep_page()
def listing_list(request, site, kind=""):
    """All kinds, or one kind on its landing page; htmx gets the results and counts alone."""
    results = ResultPage(request.GET, region=site.region, kind=kind, kept=site.kept)
    landing = LANDINGS.get(kind, EVERYTHING)
    title = f"{site.short_name}{landing.title}" if kind else landing.title
    context = {
        "results": results,
        "filter": results.listing_query,
        "conditions": results.conditions,
        "kind_chips": _kind_chips(site, results),
        "landing": landing,
        "is_part": wants_part(request),
        "title": title,
        "reset_url": reverse(landing.url_name, args=[site.slug]),
        "map_url": _map_url(site, results),
        "change_query": f"to={landing.url_name}&{results.conditions.query()}".rstrip("&"),
        "crumbs": _listing_crumbs(site, landing, kind),
        "meta": {
            "title": f"{title}（{results.counts.words}）·{site.name}",
            "description": f"{site.short_name}{landing.noun}：{landing.introduction}",
        },
    }
    count_demand(request, site, results)
    if not context["is_part"]:
        context["panel"] = results.plain_list.get(
            f"filters, {results.listing_query.order}",
            lambda: render_to_string("finding/_listing_filters.html", context),
        )
        return render(request, "finding/listing_list.html", context, status=results.status)
    query = results.conditions.query()
    part = "finding/listing_list.html#answer"
    response = render(request, part, context, status=results.status)
    return push_url(response, f"{request.path}?{query}" if query else request.path)


def _kind_chips(site, results):
    """All kinds, and each on its landing page."""
    query = results.conditions.query(without={"kind"})
    suffix = f"?{query}" if query else ""

    def url_of(kind):
        landing = LANDINGS.get(kind, EVERYTHING)
        return reverse(landing.url_name, args=[site.slug]) + suffix

    return kind_chips(results.tally.facets["kind"], results.listing_query.kinds, url_of)


def _map_url(site, results):
    """The same conditions on the map."""
    query = results.conditions.query()
    if kind := results.listing_query.fixed_kind:
        query = f"kind={kind}&{query}".rstrip("&")
    return reverse("listing_map", args=[site.slug]) + (f"?{query}" if query else "")


def _listing_crumbs(site, landing, kind):
    everything = {"label": "找空间", "url": reverse("listing_list", args=[site.slug])}
    here = {"label": landing.noun, "url": reverse(landing.url_name, args=[site.slug])}
    return [everything, here] if kind else [everything]


@require_safe
def listing_sheet_pdf(request, site, pk):
    """A listing's sheet as a PDF, with what was asked; what cannot be drawn just now leads to the
    page, which any browser can save."""
    listings = Listing.objects.in_region(site.region).for_detail()
    listing = get_visible_or_404(request, listings, pk=pk)
    asked = carried_needs(request.GET, site)
    page = reverse("listing_sheet", args=[site.slug, pk])
    try:
        content = sheet_pdf(listing, site, sheet_sections(asked, listing))
    except (SheetBusy, SheetNotDrawable):
        return finish(request, redirect(page + (asked.suffix if asked else "")))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{listing.code} {listing.title}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    response["X-Robots-Tag"] = "noindex"
    return shows(finish(request, response), listing, act=Act.PRINTED)
