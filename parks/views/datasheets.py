"""A listing on a sheet of A4: a page made for print."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.shown_objects import Act, shows
from parks.datasheet.content import sections, small_print, verification
from parks.datasheet.site_plan import plan, strip
from parks.models import Listing
from publishing.preview import finish, get_visible_or_404


def _find(request, site, pk):
    return get_visible_or_404(request, Listing.objects.in_region(site.region).for_detail(), pk=pk)


@require_safe
@keep_page()
def listing_sheet(request, site, pk):
    """Every figure, drawn position, who verified it when, a code to scan."""
    listing = _find(request, site, pk)
    context = {
        "listing": listing,
        "photos": list(listing.photos.all())[:1],
        "sections": sections(listing),
        "verification": verification(listing),
        "plan": plan(listing),
        "strip": strip(listing),
        "small_print": small_print(listing, site),
        "page_path": listing.url_on(site),
        "meta": {"title": f"{listing.title}·一页纸·{site.name}", "is_indexed": False},
    }
    page = render(request, "parks/listing_sheet.html", context)
    return shows(finish(request, page), listing, act=Act.PRINTED)
