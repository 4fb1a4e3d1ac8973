"""选址方案 at the desk: one page of an enquiry to send a paper, see what was sent, stop a link."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.error_summary import errors_of
from leads.actions import LeadConflict, display_name
from leads.models import Lead
from parks.shortlists import is_number
from proposals.actions import stop_proposal
from proposals.forms import ProposalForm
from proposals.lead_proposals import link_of

STOPPED = "链接已停用，拿到它的人现在打不开了。"


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_plan(request, lead_pk):
    """With the rights that the enquiry's own page asks for."""
    enquiries = admin.site.get_model_admin(Lead)
    lead = enquiries.find(request, str(lead_pk))
    if request.method != "POST":
        return _page(request, lead, ProposalForm(lead=lead))
    if not enquiries.has_change_permission(request, lead):
        raise PermissionDenied
    if "stop" in request.POST:
        return _stop(request, lead)
    form = ProposalForm(request.POST, lead=lead)
    if not form.is_valid():
        return _page(request, lead, form, status=400)
    try:
        form.apply(request.user)
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
        return _page(request, lead, form.again(lead), status=409)
    enquiries.log_change(request, lead, form.title)
    messages.success(request, form.done)
    return redirect("proposal_plan", lead.pk)


def _stop(request, lead):
    key = request.POST["stop"]
    proposal = lead.proposals.filter(pk=key).first() if is_number(key) else None
    if proposal is None:
        raise Http404("没有这份方案")
    stop_proposal(proposal=proposal, by=request.user)
    messages.success(request, STOPPED)
    return redirect("proposal_plan", lead.pk)


def _page(request, lead, form, status=200):
    may_work = admin.site.get_model_admin(Lead).has_change_permission(request, lead)
    may_work = may_work and not lead.erased_at and not lead.is_quarantined
    today = timezone.localdate()
    papers = list(lead.proposals.select_related("by").order_by("-created_at", "-pk"))
    for row in papers:
        row.url = link_of(row, lead.site) if may_work and row.is_live(today) else ""
        row.is_open, row.maker = row.is_live(today), display_name(row.by)
    context = admin.site.each_context(request) | {
        "title": "选址方案",
        "lead": lead,
        "form": form,
        "papers": papers,
        "may_work": may_work,
        "error_summary": errors_of(form) if form.is_bound else [],
    }
    return render(request, "admin/proposals/proposal_plan.html", context, status=status)
