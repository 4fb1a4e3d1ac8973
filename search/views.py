"""One box over everything public."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from search.models import SearchEntry
from search.results import Search, clean_query

UNKNOWN_TYPE = "没有这种类型，下面是全部类型的结果。"


@require_safe
@vary_on_headers("HX-Request")
def search(request, site):
    """Hits by type, or one type in pages; without a query, hints."""
    text = clean_query(request.GET.get("q", ""))
    wanted = request.GET.get("type", "")
    kind = SearchEntry.Type(wanted) if wanted in SearchEntry.Type else None
    error = UNKNOWN_TYPE if wanted and kind is None else ""
    found = Search(site, text)
    context = {
        "query": text,
        "search": found,
        "kind": kind,
        "groups": found.groups() if found.words and kind is None else [],
        "page_obj": found.page(kind, request.GET.get("page")) if found.words and kind else None,
        "error": error,
        "crumbs": [{"label": "搜索", "url": reverse("search", args=[site.slug])}],
        "meta": {"title": f"搜索·{site.name}", "is_indexed": False},
    }
    return render(request, _template(request), context, status=400 if error else 200)


def _template(request):
    """htmx swaps the results alone; going back in the browser wants the whole page."""
    is_part = request.htmx and not request.htmx.history_restore_request
    return "search/search.html#results" if is_part else "search/search.html"
