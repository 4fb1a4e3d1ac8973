"""The list 未知条件: facts that investors asked for and we do not know, filled in one by one."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parks.attributes import Holder
from parks.models import Listing
from regions import access
from regions.site_focus import narrowed
from upkeep import actions, worklists
from upkeep.forms import fact_form

PAGE_SIZE = 20


@require_safe
def unknown_list(request):
    context = admin.site.each_context(request) | {
        "title": "未知条件",
        "rows": worklists.unknowns(narrowed(request).user, timezone.now()),
        "demand_days": worklists.DEMAND_DAYS,
    }
    return render(request, "admin/upkeep/unknown_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unknown_detail(request, need):
    """The listings that lack one fact; a POST fills it in for one of them."""
    need = worklists.FACTS.get(need)
    if need is None:
        raise Http404("没有这个条件")
    refused = None
    if request.method == "POST":
        refused = _fill(request, need)
        if refused is None:
            return redirect(reverse("unknown_detail", args=[need.name]))
    rows = worklists.lacking(need, narrowed(request).user, timezone.now())
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for listing in page_obj:
        _prepare(request, listing, need, refused)
    context = admin.site.each_context(request) | {
        "title": f"未知条件：{need.label}",
        "need": need,
        "page_obj": page_obj,
        "has_errors": refused is not None,
    }
    status = 200 if refused is None else 400
    return render(request, "admin/upkeep/unknown_detail.html", context, status=status)


def _prepare(request, listing, need, refused):
    """Its form, or the address of the form where the fact is kept."""
    listing.may_change = access.has_role(request.user, access.EDITORS, listing.region)
    if refused is not None and refused.listing.pk == listing.pk:
        listing.form = refused
        return
    listing.form = fact_form(listing, need)
    if listing.form is None:
        listing.fill_url, listing.fill_words = _where(listing, need)


def _where(listing, need):
    is_of_park = need.attribute.holder_for(listing.kind) is Holder.PARK
    if is_of_park and listing.park_id:
        words = "去园区资料填写" if listing.public_park else "园区没有公开，去看园区资料"
        return reverse("admin:parks_park_change", args=[listing.park_id]), words
    field = "id_park" if is_of_park else f"id_{need.attribute.name}"
    words = "先选所在园区" if is_of_park else "去这处空间填写"
    return f"{reverse('admin:parks_listing_change', args=[listing.pk])}#{field}", words


@transaction.atomic
def _fill(request, need):
    """None when all is said by a message; else the form with what is wrong."""
    raw = request.POST.get("listing", "")
    pk = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 19 else 0
    try:
        listing = actions.locked(request.user, pk)
    except Listing.DoesNotExist as error:
        raise Http404("没有这处空间") from error
    if not worklists.is_lacking(listing, need):
        messages.warning(request, f"“{listing.title}”的{need.label}刚才已经有人填了，没有再改。")
        return None
    form = fact_form(listing, need, request.POST)
    if form is None:
        raise Http404("这个条件不在这里填")
    form.listing = listing
    if not form.is_valid():
        return form
    actions.fill(user=request.user, form=form, listing=listing, label=need.label)
    messages.success(request, f"“{listing.title}”的{need.label}已填好，已公开。")
    return None
