"""登记咨询: an officer enters what came by telephone, in person, by letter or from above."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.error_summary import errors_of
from leads import actions
from leads.admin.timeline import clock_words
from leads.doubles import doubles_of
from leads.entry_forms import EntryForm
from leads.masking import tidy
from leads.models import Lead
from leads.tokens import new_nonce
from regions import access

LOOKED_FOR = ("phone", "email", "company", "contact_name")
LONGEST = 254
DONE = "已登记，查询编号 {reference}：请告诉对方，凭编号和完整的手机号或邮箱可以查进度。"


def _require_officer(user):
    if not access.has_role(user, access.OFFICERS):
        raise PermissionDenied("咨询由招商专员登记。")


@require_http_methods(["GET", "HEAD", "POST"])
def entry_view(request):
    """Whatever looks like a double is shown once before a new file is made."""
    _require_officer(request.user)
    form = EntryForm(request.POST if request.method == "POST" else None, by=request.user)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, doubles=_doubles(request), status=400)
    doubles = _doubles(request)
    if not {str(double.lead.pk) for double in doubles} <= set(request.POST.getlist("seen")):
        return _page(request, form, doubles=doubles, status=409, is_asked=True)
    lead = actions.enter(
        site=form.cleaned_data["site"],
        by=request.user,
        data=form.cleaned_data,
        subject=form.subject,
        nonce=request.POST.get("nonce", "") or new_nonce(),
    )
    messages.success(request, DONE.format(reference=lead.reference))
    return redirect("admin:leads_lead_change", lead.pk)


@require_POST
def doubles_view(request):
    """The part of the page that says who is known already, for what is typed so far."""
    _require_officer(request.user)
    return render(request, "admin/leads/lead/_doubles.html", {"doubles": _doubles(request)})


def _doubles(request):
    typed = {name: tidy(request.POST.get(name, "")[:LONGEST]) for name in LOOKED_FOR}
    doubles, now = doubles_of(request.user, **typed), timezone.now()
    for double in doubles:
        double.lead.clock = clock_words(double.lead, now)
        double.lead.owner_name = actions.display_name(double.lead.owner)
    return doubles


def _page(request, form, *, doubles=(), status=200, is_asked=False):
    context = admin.site.each_context(request) | {
        "title": "登记咨询",
        "opts": Lead._meta,
        "form": form,
        "error_summary": errors_of(form) if form.is_bound else [],
        "doubles": doubles,
        "is_asked": is_asked,
        "nonce": request.POST.get("nonce", "") or new_nonce(),
    }
    return render(request, "admin/leads/lead/entry.html", context, status=status)
