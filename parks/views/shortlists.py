"""Pages about several chosen listings: side by side, and as a list to keep."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.public_url import absolute
from core.shown_objects import Act, shows
from parks.comparison.table import Comparison
from parks.models import Listing
from parks.shortlists import MOST_COMPARED, read_selection


@require_safe
@keep_page()
def listing_compare(request, site):
    """Up to four listings side by side; ?only=different leaves out what they have in common."""
    selection = read_selection(request.GET, _comparable(site), MOST_COMPARED)
    comparison = Comparison(selection.listings)
    count = len(selection.listings)
    context = {
        "selection": selection,
        "comparison": comparison,
        "columns": [_column(site, selection, column) for column in comparison.columns],
        "only_different": request.GET.get("only") == "different",
        "has_room": count < MOST_COMPARED,
        "share_url": absolute(f"{request.path}?{selection.query}"),
        **_about(site, "对比", "listing_compare"),
        "meta": {"title": f"对比 {count} 处空间·{site.name}", "is_indexed": False},
    }
    page = render(request, "parks/listing_compare.html", context, status=selection.status)
    return shows(page, *selection.listings, act=Act.LISTED)


@require_safe
@keep_page()
def shortlist(request, site):
    """The chosen listings as a page whose address can be passed on."""
    rows = _on_offer(site).for_cards()
    selection = read_selection(request.GET, rows)
    count = len(selection.listings)
    for place, listing in enumerate(selection.listings):
        listing.rest_query = selection.query_without(listing.pk)
        listing.is_ticked = place < MOST_COMPARED
    context = {
        "selection": selection,
        "share_url": absolute(f"{request.path}?{selection.query}"),
        "most_compared": MOST_COMPARED,
        **_about(site, "清单", "shortlist"),
        "meta": {"title": f"清单：{count} 处空间·{site.name}", "is_indexed": False},
    }
    page = render(request, "parks/shortlist.html", context, status=selection.status)
    return shows(page, *selection.listings, act=Act.LISTED)


def _about(site, label, url_name):
    everything = {"label": "找空间", "url": reverse("listing_list", args=[site.slug])}
    here = {"label": label, "url": reverse(url_name, args=[site.slug])}
    return {"crumbs": [everything, here]}


def _on_offer(site):
    return Listing.objects.published().in_region(site.region).on_offer()


def _comparable(site):
    """With the park's supplies and distances: three queries, whatever the number of columns."""
    parks = ("park__utilities", "park__transport")
    return _on_offer(site).for_cards().select_related("region").prefetch_related(*parks)


def _column(site, selection, column):
    """A column with its address, the address of the table without it, and what nobody knows."""
    return {
        "column": column,
        "listing": column.listing,
        "url": column.listing.url_on(site),
        "rest_query": selection.query_without(column.listing.pk),
        "unknown_words": "、".join(column.unknown),
    }
