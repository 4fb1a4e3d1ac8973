"""Public pages of policies."""

from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.blank_parameters import drop_blanks
from core.htmx import page_or_part
from core.kept_pages import keep_page
from core.shown_objects import shows
from policies.application_deadlines import Deadline
from policies.filters import PolicyListFilter
from policies.models import Policy, PolicyCategory
from publishing import preview

PER_PAGE = 20
RELATED = 4


@require_safe
@vary_on_headers("HX-Request")
@drop_blanks
@keep_page(number="page")
def policy_list(request, site):
    """Policies that apply in the site's region, the nearest deadline first; what is over only by
    choice.
    """
    public = Policy.objects.published().applying_to(site.region)
    filters = PolicyListFilter(request.GET, public)
    is_valid = filters.is_valid()
    counts = filters.deadline_counts()
    chosen, validity = map(filters.form.cleaned_data.get, ("category", "validity"))
    over_hidden = 0 if validity else counts.get(Deadline.OVER, (0, 0))[0]
    pages = Paginator(filters.qs.for_cards(), PER_PAGE)
    pages.count = sum(count for count, _ in counts.values()) - over_hidden
    page = pages.get_page(request.GET.get("page"))
    context = {
        "filter": filters,
        "form": filters.form,
        "page_obj": page,
        "category": chosen,
        "chips": _chips(filters),
        "groups": _groups(page, counts),
        "over_hidden": over_hidden,
        "fit": _fit(filters.asked_industries, counts),
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


def _groups(page, counts):
    """[("30 天内截止", how many on all pages, policies of this page)]."""
    return [
        (Deadline(turn).label, counts.get(turn, (0, 0))[0], list(policies))
        for turn, policies in groupby(page, key=lambda policy: policy.turn)
    ]


def _fit(industries, counts):
    """Of those that can still be applied for, how many name one of the industries and how many are
    for all; None where none was asked for.
    """
    if not industries:
        return None
    open_ones = [numbers for turn, numbers in counts.items() if turn.is_open]
    named = sum(named for _, named in open_ones)
    return {
        "words": "、".join(industry.name for industry in industries),
        "is_one": len(industries) == 1,
        "named": named,
        "for_all": sum(count for count, _ in open_ones) - named,
        "query": urlencode([("industry", industry.slug) for industry in industries]),
    }


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
        "industries": policy.industries.active(),
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
    page = render(request, "policies/policy_detail.html", context)
    return shows(preview.finish(request, page), policy)
