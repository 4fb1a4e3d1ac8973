"""The list 缺口清单: why investors who saw our places did not want them, settled one by one."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parks.models import Listing
from parks.shortlists import is_number
from regions import access
from regions.site_focus import narrowed
from upkeep import actions, gaps
from visits.models import RefusalReason

PAGE_SIZE = 20


@require_safe
def gap_list(request):
    context = admin.site.each_context(request) | {
        "title": "缺口清单",
        "rows": gaps.gaps(narrowed(request).user),
    }
    return render(request, "admin/upkeep/gap_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gap_detail(request, pk):
    """The places refused for one reason; a POST says that one of them has it now."""
    reason = get_object_or_404(RefusalReason, pk=pk)
    if request.method == "POST":
        _settle(request, reason)
        return redirect("gap_detail", reason.pk)
    rows = gaps.places_with(reason, narrowed(request).user)
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for listing in page_obj:
        listing.may_change = access.has_role(request.user, access.EDITORS, listing.region)
    context = admin.site.each_context(request) | {
        "title": f"缺口：{reason.name}",
        "reason": reason,
        "page_obj": page_obj,
    }
    return render(request, "admin/upkeep/gap_detail.html", context)


@transaction.atomic
def _settle(request, reason):
    raw = request.POST.get("listing", "")
    try:
        listing = actions.locked(request.user, int(raw) if is_number(raw) else 0)
    except Listing.DoesNotExist as error:
        raise Http404("没有这处空间") from error
    if actions.settle_gap(user=request.user, listing=listing, reason=reason):
        messages.success(request, f"“{listing.title}”的“{reason.name}”已记为处理完。")
    else:
        messages.warning(request, "刚才已经有人处理了，没有再改。")
