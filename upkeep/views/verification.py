"""The list 待核实: what is due, overdue or hidden, the most wanted first, one tap each."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.row_counts import Counted, count_each, in_figures
from parks.models import Listing
from publishing.models import NotAllowedError
from publishing.undo import offered
from regions import access
from regions.site_focus import narrowed
from upkeep import actions, gaps, worklists
from upkeep.forms import EVIDENCE, PRICE, STILL, TAKEN, PriceForm

PAGE_SIZE = 20
STATES = {
    "": "全部",
    worklists.HIDDEN: "已隐藏",
    worklists.STALE: "待核实",
    worklists.SOON: "快到期",
}


@require_safe
def verification_list(request):
    """For everybody who may read listings; the buttons are for those who may change them."""
    now, state = timezone.now(), request.GET.get("state", "")
    mine = worklists.with_state(worklists.to_verify(narrowed(request).user, now), now)
    counts = count_each({key: Counted(worklists.in_state(mine, key, now)) for key in STATES})
    state = state if counts.get(state) else ""
    rows = _shown(worklists.in_state(mine, state, now), now)
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for listing in page_obj:
        listing.may_change = access.has_role(request.user, access.EDITORS, listing.region)
        listing.price_form = PriceForm(instance=listing, auto_id=f"id_{listing.pk}_%s")
    context = admin.site.each_context(request) | {
        "title": "待核实",
        "page_obj": page_obj,
        "states": [(key, label, in_figures(counts[key])) for key, label in STATES.items()],
        "state": state,
        "evidence": EVIDENCE,
        "now": now,
        "undoable": actions.undoable(request.user, now)[:5],
        "demand_days": worklists.DEMAND_DAYS,
    }
    return render(request, "admin/upkeep/verification_list.html", context)


def _shown(rows, now):
    shown = rows.select_related("region", "park", "land_terms", "building_spec").defer("body")
    return worklists.with_demand(gaps.told_with(shown), now)


@require_POST
def verification_tap(request, pk):
    """One tap, from any list; back to where it came from."""
    do, seen = request.POST.get("do"), request.POST.get("seen", "")
    evidence = request.POST.get("evidence", "")
    if do not in {STILL, TAKEN, PRICE} or (do == STILL and evidence not in EVIDENCE):
        raise BadRequest("没有这个按钮。")
    price = None
    if do == PRICE:
        form = PriceForm(request.POST, instance=_own(request, pk))
        if not form.is_valid():
            return _price_again(request, form, seen)
        price = form.cleaned_data["price_amount"], form.cleaned_data["price_unit"]
    try:
        listing, words = actions.tap(
            user=request.user, pk=pk, seen=seen, do=do, evidence=evidence, price=price
        )
    except Listing.DoesNotExist as error:
        raise Http404("没有这处空间") from error
    except actions.OvertakenError as error:
        messages.warning(request, str(error))
    except NotAllowedError as error:
        messages.error(request, f"“{_own(request, pk).title}”没有改动。{error}")
    else:
        version = listing.history.latest("history_id").history_id
        url = reverse("verification_undo", args=[version])
        said = f"“{listing.title}”：{words}，已生效。"
        messages.success(request, offered(said, url, [version]))
    return _back(request)


@require_POST
def verification_undo(request, history_id):
    try:
        listing = actions.undo(user=request.user, history_id=history_id, now=timezone.now())
    except actions.OvertakenError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"“{listing.title}”已恢复成原来的样子。")
    return _back(request)


def _own(request, pk):
    listing = actions.editable(request.user).filter(pk=pk).first()
    if listing is None:
        raise Http404("没有这处空间")
    return listing


def _price_again(request, form, seen):
    """The form with what is wrong; full_clean() has written on the instance, so read it anew."""
    context = admin.site.each_context(request) | {
        "title": "价格变了",
        "listing": Listing.objects.get(pk=form.instance.pk),
        "form": form,
        "seen": seen,
        "state": request.POST.get("state", ""),
    }
    return render(request, "admin/upkeep/verification_price.html", context, status=400)


def _back(request):
    state = request.POST.get("state", "")
    suffix = f"?state={state}" if state in STATES and state else ""
    return redirect(reverse("verification_list") + suffix)
