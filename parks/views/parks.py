"""Public pages of parks."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.kept_parts import rows_of
from core.shown_objects import shows
from parks.models import Listing, Park
from publishing.preview import finish, get_visible_or_404

PAGE_SIZE = 20
IN_PARK = 6


@require_safe
@keep_page(number="page")
def park_list(request, site):
    parks = Park.objects.published().in_region(site.region).for_cards()
    paginator = Paginator(parks.most_on_offer_first("name", "-pk"), PAGE_SIZE)
    page_obj = paginator.get_page(request.GET.get("page"))
    page_obj.object_list = rows_of(site.kept, page_obj)
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
@keep_page()
def park_detail(request, site, slug):
    parks = Park.objects.in_region(site.region).for_detail()
    park = get_visible_or_404(request, parks, slug=slug)
    listings = Listing.objects.published().in_region(site.region).on_offer().filter(park=park)
    context = {
        "park": park,
        "listings": site.kept.rows(
            listings.for_cards().order_by("-publish_at", "-pk"), slice(IN_PARK)
        ),
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
            "canonical_path": park.get_absolute_url(),
        },
    }
    return shows(finish(request, render(request, "parks/park_detail.html", context)), park)
