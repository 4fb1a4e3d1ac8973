"""Public pages of policies."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.htmx import page_or_part
from core.kept_pages import keep_page
from core.kept_parts import rows_of
from policies.filters import PolicyListFilter
from policies.models import Policy, PolicyCategory
from publishing import preview

PER_PAGE = 20
RELATED = 4


@require_safe
@vary_on_headers("HX-Request")
@keep_page(number="page")
def policy_list(request, site):
    """Policies that apply in the site's region; what is over only by choice."""
    public = Policy.objects.published().applying_to(site.region)
    filters = PolicyListFilter(request.GET, public)
    is_valid = filters.is_valid()
    page = Paginator(filters.qs.for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = rows_of(site.kept, page)
    chosen = filters.form.cleaned_data.get("category")
    context = {
        "filter": filters,
        "form": filters.form,
        "page_obj": page,
        "category": chosen,
        "chips": _chips(filters),
        "crumbs": [{"label": "政策", "url": reverse("policy_list", args=[site.slug])}],
        "meta": {
            "title": f"{chosen.name if chosen else '政策'}·{site.name}",
            "description": f"{site.short_name}适用的招商与惠企政策：给谁、给多少、到什么时候。",
        },
    }
    template = page_or_part(request, "policies/policy_list.html")
    return render(request, template, context, status=200 if is_valid else 400)


def _chips(filters):
    """(category, how many) of each category in use."""
    counts = filters.category_counts()
    categories = PolicyCategory.objects.filter(is_active=True).order_by("position", "pk")
    return [(category, counts.get(category.slug, 0)) for category in categories]


@require_safe
@keep_page()
def policy_detail(request, site, pk):
    """One policy: how much, until when, for whom, how; over ones stay, marked."""
    applying = Policy.objects.applying_to(site.region)
    policy = preview.get_visible_or_404(
        request, applying.with_canonical_site().select_related("category", "region"), pk=pk
    )
    related = applying.published().filter(category=policy.category).exclude(pk=policy.pk)
    is_over = policy.validity() == Policy.Validity.EXPIRED
    context = {
        "policy": policy,
        "is_over": is_over,
        "industries": policy.industries.filter(is_active=True).order_by("position", "pk"),
        "related": related.current_first().for_cards()[:RELATED],
        "crumbs": [
            {"label": "政策", "url": reverse("policy_list", args=[site.slug])},
            {"label": policy.title, "url": policy.url_on(site)},
        ],
        "meta": {
            "title": f"{policy.title}·{site.name}",
            "description": policy.gist,
            "is_indexed": not is_over,
            "canonical_path": policy.get_absolute_url(),
        },
    }
    return preview.finish(request, render(request, "policies/policy_detail.html", context))
