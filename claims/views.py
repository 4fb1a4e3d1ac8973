"""首谈 at the desk: of one enquiry's company, and all that regions ask of each other."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from claims.claim_parts import claim_path, standing_of
from claims.forms import FORMS
from claims.models import ClaimTransfer
from core.error_summary import errors_of
from leads.actions import LeadConflict
from leads.models import Lead
from regions import access
from regions.models import Site

MOST_SHOWN = 100


@require_safe
def claim_list(request):
    """What regions asked of each other, on the sides that this account works for."""
    roles = access.OFFICERS | access.AUDITORS
    if not access.has_role(request.user, roles):
        raise PermissionDenied
    sites = access.scope(Site.objects.all(), request.user, lookup="region", roles=roles)
    rows = ClaimTransfer.objects.filter(Q(giver__site__in=sites) | Q(taker__site__in=sites))
    rows = rows.select_related("giver__site", "taker__site", "giver__lead", "taker__lead")
    own = set(sites.values_list("pk", flat=True))
    shown = list(rows.order_by("-pk")[:MOST_SHOWN])
    for row in shown:
        row.talk = row.giver if row.giver.site_id in own else row.taker
    context = {"title": "首谈移交", "rows": shown, "most": MOST_SHOWN}
    return render(request, "admin/claims/list.html", admin.site.each_context(request) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, lead_pk):
    desk, lead = _found(request, lead_pk)
    may_work = desk.has_change_permission(request, lead) and not lead.erased_at
    if request.method != "POST":
        return _page(request, lead, may_work=may_work)
    if not may_work:
        raise PermissionDenied
    act = request.POST.get("act", "")
    if act not in FORMS:
        raise Http404("没有这个步骤")
    form = FORMS[act](request.POST, lead=lead)
    if not form.is_valid():
        return _page(request, lead, may_work=True, act=act, bound=form, status=400)
    try:
        form.apply(request.user)
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
        form = form.again(lead)
        return _page(request, lead, may_work=True, act=act, bound=form, status=409)
    desk.log_change(request, lead, form.title)
    messages.success(request, form.done)
    return redirect("claim", lead.pk)


def _found(request, lead_pk):
    """The desk of enquiries, which says who may see and work on this one; and the enquiry."""
    desk = admin.site.get_model_admin(Lead)
    return desk, desk.find(request, str(lead_pk))


def _page(request, lead, *, may_work, act="", bound=None, status=200):
    standing = standing_of(lead, timezone.now())
    transfers = list(ClaimTransfer.objects.of(standing.own)) if standing.own else []
    waiting = [row for row in transfers if row.state == ClaimTransfer.State.ASKED]
    may_answer = may_work and access.has_role(request.user, access.MANAGERS, lead.site.region)
    forms = {name: bound if act == name else FORMS[name](lead=lead) for name in FORMS}
    for row in waiting:
        row.is_to_us = row.giver_id == standing.own.pk
        row.form = forms["answer"] if row.is_to_us else forms["withdraw"]
        if not row.form.is_bound:
            row.form = type(row.form)(lead=lead, auto_id=f"id_{row.pk}_%s")
            row.form.initial["transfer"] = row.pk
    context = admin.site.each_context(request) | {
        "title": f"首谈 {lead.reference}",
        "opts": Lead._meta,
        "lead": lead,
        "here": claim_path(lead.pk),
        "standing": standing,
        "transfers": transfers,
        "may_work": may_work,
        "may_answer": may_answer,
        "may_ask": may_work and standing.own and standing.is_others and not waiting,
        "ask_form": forms["ask"],
        "error_summary": errors_of(bound) if bound is not None else [],
    }
    return render(request, "admin/claims/claim.html", context, status=status)
