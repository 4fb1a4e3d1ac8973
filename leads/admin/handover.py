"""移交: what an officer has in hand goes to colleagues, each with a dossier."""

import datetime

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from leads import actions
from leads.absence_forms import colleagues_of
from leads.actions.handover import hand_over
from leads.admin.timeline import clock_words
from leads.deadlines import in_words
from leads.handover import leads_in_hand
from leads.models import Lead, Message
from regions import access

POOL = "pool"
MOST_SHOWN = 200
MOST_WORDS = 3  # of each enquiry: the latest say how it stands


def _may(user, person):
    is_own = user.pk == person.pk and access.has_role(user, access.OFFICERS)
    return is_own or access.has_role(user, access.MANAGERS)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_view(request, pk):
    """One by one, or all that is not chosen for to one."""
    person = get_object_or_404(get_user_model(), pk=pk)
    if not _may(request.user, person):
        raise PermissionDenied("移交由本人或本地区的负责人来做。")
    heirs = {str(user.pk): user for user in colleagues_of(request.user).exclude(pk=pk)}
    leads = list(leads_in_hand(person, seen_by=request.user)[:MOST_SHOWN])
    refusal = ""
    if request.method == "POST":
        refusal = _hand_over(request, person, leads, heirs)
        if not refusal:
            return redirect("admin:leads_lead_handover", person.pk)
    context = admin.site.each_context(request) | {
        "title": f"移交{actions.display_name(person)}手上的咨询",
        "person": person,
        "rows": [(lead, request.POST.get(f"to-{lead.pk}", "")) for lead in leads],
        "heirs": [(key, actions.display_name(user)) for key, user in heirs.items()],
        "chosen": request.POST.get("all", ""),
        "refusal": refusal,
    }
    return render(request, "admin/leads/handover.html", context, status=400 if refusal else 200)


def _hand_over(request, person, leads, heirs):
    """What stands against it, in words; "" when it is done."""
    choices = {
        lead.pk: request.POST.get(f"to-{lead.pk}") or request.POST.get("all") for lead in leads
    }
    choices = {pk: choice for pk, choice in choices.items() if choice}
    if not choices:
        return "请选择交给谁：逐条选，或在最上面选一位接手全部。"
    if not {*choices.values()} <= {POOL, *heirs}:
        return "请从列表里选择接手的人。"
    to = {pk: heirs.get(choice) for pk, choice in choices.items()}
    try:
        given = hand_over(person=person, by=request.user, to=to)
    except actions.LeadConflict as conflict:
        return str(conflict)
    messages.success(request, f"已移交 {given} 条；接手的人会收到一封邮件，里面有交接单的链接。")
    return ""


@require_safe
def dossiers_view(request):
    """What was handed to the reader in one go (`handed`), or what is in hand (`of`); to print."""
    user = request.user
    if not access.has_role(user, access.OFFICERS):
        raise PermissionDenied("交接单由招商专员查看。")
    if "handed" in request.GET:
        leads = _handed(user, request.GET["handed"])
    else:
        person = get_object_or_404(get_user_model(), pk=_number(request.GET.get("of", user.pk)))
        leads = leads_in_hand(person, seen_by=user)
    now = timezone.now()
    leads = leads.prefetch_related("next_steps", "messages", "follow_ups")[:MOST_SHOWN]
    context = admin.site.each_context(request) | {
        "title": "交接单",
        "dossiers": [_dossier(lead, now) for lead in leads],
    }
    return render(request, "admin/leads/dossiers.html", context)


def _handed(user, moment):
    try:
        changed_at = datetime.datetime.fromisoformat(moment)
    except ValueError:
        raise Http404("没有这次移交") from None
    if timezone.is_naive(changed_at):
        raise Http404("没有这次移交")
    leads = Lead.objects.in_scope(user).unerased().select_related("site__region", "topic", "owner")
    changes = {"owner_changes__changed_at": changed_at, "owner_changes__to_owner": user}
    return leads.filter(**changes).order_by("site", "received_at", "pk")


def _number(text):
    text = str(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _dossier(lead, now):
    """Facts, the latest words of both sides and of the office, and what is to happen next."""
    said = [
        (row.sent_at, "答复" if row.direction == Message.Direction.OUT else "来信", row.body)
        for row in lead.messages.all()
        if row.is_visible
    ]
    said += [(row.created_at, "备注", row.body) for row in lead.follow_ups.all() if row.by_id]
    latest = sorted(said, key=lambda row: row[0])[-MOST_WORDS:]
    return {
        "lead": lead,
        "clock": clock_words(lead, now),
        "received": in_words(lead.received_at),
        "step": lead.open_step,
        "said": [(in_words(at), what, body) for at, what, body in latest],
    }
