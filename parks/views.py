"""Public pages of listings and parks."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from parks.comparisons import control_rows
from parks.conditions import ListingConditions
from parks.filters import ListingFilter
from parks.landings import EVERYTHING, LANDINGS
from parks.models import LandTerms, Listing, Park
from publishing.fragments import wants_part
from publishing.preview import finish, get_visible_or_404

PAGE_SIZE = 20
SIMILAR = 3
IN_PARK = 6


@require_safe
@vary_on_headers("HX-Request")
def listing_list(request, site, kind=""):
    """All kinds, or one kind on its landing page; htmx gets the results alone."""
    listings = Listing.objects.published().in_region(site.region)
    filterset = ListingFilter(request.GET, listings, region=site.region, kind=kind)
    page_obj, context = _listing_results(request, site, filterset)
    landing = LANDINGS.get(kind, EVERYTHING)
    title = f"{site.short_name}{landing.title}" if kind else landing.title
    context |= {
        "landing": landing,
        "is_part": wants_part(request),
        "title": title,
        "reset_url": reverse(landing.url_name, args=[site.slug]),
        "crumbs": _listing_crumbs(site, landing, kind),
        "meta": {
            "title": f"{title}（{page_obj.paginator.count} 处）·{site.name}",
            "description": f"{site.short_name}{landing.noun}：{landing.introduction}",
        },
    }
    status = 400 if filterset.form.errors else 200
    if not context["is_part"]:
        return render(request, "parks/listing_list.html", context, status=status)
    query = context["conditions"].query()
    response = render(request, "parks/listing_list.html#answer", context, status=status)
    return push_url(response, f"{request.path}?{query}" if query else request.path)


def _listing_results(request, site, filterset):
    rows = filterset.qs.for_cards()
    conditions = ListingConditions(filterset)
    paginator = Paginator(rows, PAGE_SIZE)
    paginator.count = conditions.total  # Counted with the kinds; the pager need not ask again.
    page_obj = paginator.get_page(request.GET.get("page"))
    context = {
        "filter": filterset,
        "conditions": conditions,
        "kind_chips": _kind_chips(site, conditions),
        "page_obj": page_obj,
        "chips": conditions.chips(),
        "relaxations": [] if paginator.count else conditions.relaxations(),
    }
    return page_obj, context


def _kind_chips(site, conditions):
    """(label, count, address, is current) for all kinds and each one."""
    query, wanted = conditions.query(without={"kind"}), conditions.kinds
    suffix = f"?{query}" if query else ""
    total = sum(n for n, _ in conditions.counts.values())
    chips = [("全部", total, reverse("listing_list", args=[site.slug]) + suffix, not wanted)]
    for kind, landing in LANDINGS.items():
        count = conditions.counts.get(kind, (0, 0))[0]
        url = reverse(landing.url_name, args=[site.slug]) + suffix
        chips.append((landing.noun, count, url, kind in wanted))
    return chips


def _listing_crumbs(site, landing, kind):
    everything = {"label": "找空间", "url": reverse("listing_list", args=[site.slug])}
    here = {"label": landing.noun, "url": reverse(landing.url_name, args=[site.slug])}
    return [everything, here] if kind else [everything]


@require_safe
def listing_detail(request, site, pk):
    in_region = Listing.objects.in_region(site.region)
    listing = get_visible_or_404(request, in_region.for_detail(), pk=pk)
    similar = in_region.published().similar_to(listing).for_cards()[:SIMILAR]
    landing = LANDINGS[listing.kind]
    context = {
        "listing": listing,
        "photos": list(listing.photos.all()),
        "controls": _controls(listing),
        "similar": similar,
        "now": timezone.now(),
        "landing_url": reverse(landing.url_name, args=[site.slug]),
        "consult_query": f"?topic=space&listing={listing.pk}",
        "page_path": listing.url_on(site),
        "park_url": _park_url(listing, site),
        "crumbs": [
            {"label": "找空间", "url": reverse("listing_list", args=[site.slug])},
            {"label": landing.noun, "url": reverse(landing.url_name, args=[site.slug])},
            {"label": listing.title, "url": listing.url_on(site)},
        ],
        "meta": {
            "title": f"{listing.title}·{site.name}",
            "description": listing.summary or f"{listing.place} {listing.title}",
            "canonical_path": listing.url_on(listing.region.open_site() or site),
        },
    }
    return finish(request, render(request, "parks/listing_detail.html", context))


def _park_url(listing, site):
    """On this site if it shows the park, else on the park's own site; empty where nobody does."""
    park = listing.public_park
    if park is None:
        return ""
    is_here = park.region.path.startswith(site.region.path)
    home = site if is_here else park.region.open_site()
    return park.url_on(home) if home else ""


def _controls(listing):
    if not listing.is_land or listing.terms() is None:
        return []
    medians = LandTerms.objects.published_in_prefecture(listing.region).control_medians()
    return control_rows(listing.terms(), medians)


@require_safe
def park_list(request, site):
    parks = Park.objects.published().in_region(site.region).for_cards()
    paginator = Paginator(parks.order_by("-listing_count", "name", "-pk"), PAGE_SIZE)
    page_obj = paginator.get_page(request.GET.get("page"))
    for park in page_obj:
        park.url = park.url_on(site)
    context = {
        "page_obj": page_obj,
        "crumbs": [{"label": "园区", "url": reverse("park_list", args=[site.slug])}],
        "meta": {
            "title": f"{site.short_name}产业园区·{site.name}",
            "description": f"{site.short_name}各园区的级别、面积、产业定位和在架空间。",
        },
    }
    return render(request, "parks/park_list.html", context)


@require_safe
def park_detail(request, site, slug):
    parks = Park.objects.in_region(site.region).for_detail()
    park = get_visible_or_404(request, parks, slug=slug)
    listings = Listing.objects.published().in_region(site.region).on_offer().filter(park=park)
    context = {
        "park": park,
        "listings": listings.for_cards().order_by("-publish_at", "-pk")[:IN_PARK],
        "listings_url": f"{reverse('listing_list', args=[site.slug])}?park={park.slug}",
        "consult_query": f"?topic=space&park={park.pk}",
        "page_path": park.url_on(site),
        "crumbs": [
            {"label": "园区", "url": reverse("park_list", args=[site.slug])},
            {"label": park.name, "url": park.url_on(site)},
        ],
        "meta": {
            "title": f"{park.name}·{site.name}",
            "description": park.summary,
            "canonical_path": park.url_on(park.region.open_site() or site),
        },
    }
    return finish(request, render(request, "parks/park_detail.html", context))
