"""One box over everything public."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from publishing.fragments import page_or_part
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
    template = page_or_part(request, "search/search.html")
    return render(request, template, context, status=400 if error else 200)
