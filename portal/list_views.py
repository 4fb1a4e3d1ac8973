"""Views of the desk's lists: those that everybody needs, and those that staff kept for themselves.

A view is a filter and nothing more: each is counted, and opened, among the rows that its reader may
see. Counts stop at MOST and are kept for SECONDS.
"""

import copy
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    IS_FACETS_VAR,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
    ChangeList,
)
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import QueryDict
from django.urls import reverse

from core.row_counts import count_up_to
from leads.models import Lead, Promise
from news.models import Article, SitePage
from parks.models import Listing, Park
from policies.models import Policy
from portal.models import SavedView
from regions import access
from regions.site_focus import narrowed

MOST = 1_000
SECONDS = 30
LATE, SOON, CALM = "late", "soon", ""
# Of an address what narrows nothing, and what somebody typed.
NO_FILTER = {ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, PAGE_VAR, SEARCH_VAR, IS_POPUP_VAR, TO_FIELD_VAR}
REFUSED = (IncorrectLookupParameters, SuspiciousOperation, ValidationError, ValueError)


@dataclass(frozen=True)
class Standing:
    """A view that everybody has: its words, its filter, how urgent its rows are."""

    label: str
    query: str = ""
    tone: str = CALM


@dataclass(frozen=True)
class View:
    """As one reader sees it; `saved` is None for standing views."""

    label: str
    url: str
    count: str = ""
    tone: str = CALM
    is_current: bool = False
    saved: SavedView | None = None


ALL = Standing("全部")
WRITTEN = (
    Standing("我写的", "mine=1"),
    Standing("草稿", "status__exact=draft"),
    Standing("待审核", "status__exact=in_review", SOON),
    Standing("有改动待审", "change=in_review", SOON),
    Standing("定时公开", "public=later"),
    Standing("公开中", "public=now"),
    Standing("已撤回", "status__exact=withdrawn"),
)
STANDING = {
    Lead: (
        Standing("收件箱"),
        Standing("新的", "box=new", SOON),
        Standing("我的", "box=mine"),
        Standing("已逾期", "box=overdue", LATE),
        Standing("今天的下一步", "box=step_due", SOON),
        Standing("没有下一步", "box=stepless"),
        Standing("隔离区", "box=quarantine", SOON),
        Standing("机器提交", "box=machine"),
        Standing("即将删除", "box=erasure"),
    ),
    Promise: (
        Standing("没兑现"),
        Standing("逾期", "box=late", LATE),
        Standing("今天到期", "box=today", SOON),
        Standing("本周", "box=week", SOON),
        Standing("我负责的", "box=mine"),
        Standing("已兑现", "box=kept"),
        Standing("已取消", "box=given_up"),
    ),
    Article: (ALL, *WRITTEN, Standing("旧文待核对", "is_attention_needed__exact=1", SOON)),
    SitePage: (ALL, *WRITTEN),
    Policy: (ALL, *WRITTEN, Standing("即将失效", "validity=expiring", SOON)),
    Park: (ALL, *WRITTEN),
    Listing: (
        ALL,
        *WRITTEN,
        Standing("逾期隐藏", "public=hidden", LATE),
        Standing("洽谈中", "status_of_offer__exact=negotiating"),
    ),
}


def filters_of(parameters: QueryDict) -> str:
    """What of an address a view keeps: filters and order, nothing that was typed."""
    kept = [
        (name, value)
        for name, values in parameters.lists()
        for value in values
        if name not in NO_FILTER
    ]
    return urlencode(kept)


def label_of(model) -> str:
    return model._meta.label_lower


def list_url(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def views_of(request, model) -> list[View]:
    """Standing views, then the reader's own, then those shared with him."""
    standing = STANDING.get(model, (ALL,))
    saved = SavedView.objects.seen_by(request.user).filter(list=label_of(model))
    saved = list(saved.select_related("region").order_by("region_id", "name", "pk"))
    saved.sort(key=lambda view: view.user_id != request.user.pk)
    queries = [view.query for view in (*standing, *saved)]
    counts = _counts(narrowed(request), model, queries)
    here, base = _narrowing(filters_of(request.GET)), list_url(model)

    def view(label, query, tone=CALM, kept=None):
        url = f"{base}?{query}" if query else base
        count = counts[query]
        words = f"{MOST:,}+" if count > MOST else f"{count:,}"
        return View(label, url, words, tone if count else CALM, _narrowing(query) == here, kept)

    return [
        *(view(one.label, one.query, one.tone) for one in standing if one.query in counts),
        *(view(one.name, one.query, kept=one) for one in saved if one.query in counts),
    ]


def _narrowing(query):
    """The order of rows makes no other view."""
    pairs = {(name, tuple(values)) for name, values in QueryDict(query).lists()}
    return {(name, values) for name, values in pairs if name != ORDER_VAR}


def _counts(request, model, queries):
    """By query; without those that this reader may not ask. One question, kept for SECONDS."""
    asked = "&&".join([access.grants_key(request.user), *queries])
    key = f"desk-views:{label_of(model)}:{sha256(asked.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        narrowed = {query: narrowed_rows(request, model, query) for query in dict.fromkeys(queries)}
        narrowed = {query: rows for query, rows in narrowed.items() if rows is not None}
        counts = count_up_to(MOST + 1, list(narrowed.values()))
        kept = dict(zip(narrowed, counts, strict=True))
        cache.set(key, kept, SECONDS)
    return kept


def narrowed_rows(request, model, query):
    """The rows of the list under this filter, as its own page finds them; None where it refuses."""
    asking = copy.copy(request)
    asking.GET, asking.only_counts = QueryDict(query), True
    try:
        return _Rows.of(asking, admin.site.get_model_admin(model)).queryset
    except REFUSED:
        return None


class _Rows(ChangeList):
    """A change list that reads no page, and none of the choices that its filters offer."""

    @classmethod
    def of(cls, request, model_admin):
        filters = [item for item in model_admin.get_list_filter(request) if callable(item)]
        return cls(
            request,
            model_admin.model,
            ["__str__"],
            None,
            filters,
            model_admin.date_hierarchy,
            (),
            (),
            model_admin.list_per_page,
            model_admin.list_max_show_all,
            (),
            model_admin,
            None,
            "",
        )

    def get_results(self, request):
        """Only counted."""
