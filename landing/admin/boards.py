"""The landing board of one project: what has to be done after signing, and what was agreed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.error_summary import errors_of
from landing.boards import has_board
from landing.forms import FORMS, DocumentForm, NodeForm
from landing.lead_extension import board_path
from landing.models import LandingDocument
from leads.actions import LeadConflict, display_name
from leads.models import Lead
from leads.views.answer_files import answer_file_response
from parks.shortlists import is_number

FOLDED = ("board", "add", "agree", "check")  # one of each on the page


@require_http_methods(["GET", "HEAD", "POST"])
def board_view(request, lead_id):
    desk, lead = _found(request, lead_id)
    may_work = desk.has_change_permission(request, lead) and not lead.erased_at
    if request.method != "POST":
        return board_page(request, lead, may_work=may_work)
    if not may_work:
        raise PermissionDenied
    act = request.POST.get("act", "")
    if act not in FORMS:
        raise Http404("没有这个步骤")
    form = FORMS[act](request.POST, request.FILES, lead=lead)
    if not form.is_valid():
        return board_page(request, lead, may_work=True, act=act, bound=form, status=400)
    try:
        form.apply(request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return board_page(request, lead, may_work=True, act=act, bound=form, status=400)
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
        _, lead = _found(request, lead_id)
        form = form.again(lead)
        return board_page(request, lead, may_work=True, act=act, bound=form, status=409)
    desk.log_change(request, lead, form.title)
    messages.success(request, form.done)
    return redirect("admin:landing_board", lead.pk)


@require_safe
def document_view(request, lead_id, pk):
    """One paper, saved under its own name."""
    _, lead = _found(request, lead_id)
    return answer_file_response(get_object_or_404(LandingDocument, node__lead=lead, pk=pk))


def _found(request, lead_id):
    """The desk of enquiries, which says who may see and work on this one; and the enquiry."""
    desk = admin.site.get_model_admin(Lead)
    return desk, desk.find(request, str(lead_id))


def board_page(request, lead, *, may_work, act="", bound=None, status=200):
    """All nodes; forms of one alone, which is asked for or came back."""
    nodes, standards = nodes_of(lead), standards_of(lead)
    asked = (request.GET if bound is None else request.POST).get("node", "")
    is_there = has_board(lead)
    may_work = may_work and is_there and not lead.is_quarantined
    for node in nodes:
        node.is_asked = may_work and is_number(asked) and node.pk == int(asked)
        if node.is_asked:
            node.form = bound if act == "node" else NodeForm(lead=lead, node=node)
            node.document_form = bound if act == "document" else document_form(lead, node)
    forms = {name: bound if act == name else FORMS[name](lead=lead) for name in FOLDED}
    context = admin.site.each_context(request) | {
        "title": f"落地事项 {lead.reference}",
        "opts": Lead._meta,
        "lead": lead,
        "here": board_path(lead.pk),
        "nodes": nodes,
        "open_count": sum(node.is_open for node in nodes),
        "late_count": sum(node.is_overdue for node in nodes),
        "standards": standards,
        "has_board": is_there,
        "may_work": may_work,
        "act": act,
        "error_summary": errors_of(bound) if bound is not None else [],
        "forms": forms if may_work else {},
    }
    return render(request, "admin/landing/board.html", context, status=status)


def nodes_of(lead) -> list:
    """In the order of what is due."""
    now = timezone.now()
    nodes = lead.landing_nodes.select_related("owner").prefetch_related("documents")
    nodes = list(nodes.order_by("due_at", "position", "pk"))
    for node in nodes:
        node.is_overdue = node.is_late(now)
        node.owner_name = display_name(node.owner)
    return nodes


def standards_of(lead) -> list:
    rows = list(lead.land_standards.select_related("checked_by").order_by("pk"))
    for row in rows:
        row.agreed_words = figure_words(row.agreed, row.unit)
        row.actual_words = "" if row.actual is None else figure_words(row.actual, row.unit)
        row.checker_name = display_name(row.checked_by) if row.checked_by else ""
    return rows


def figure_words(figure, unit):
    """300 万元/亩, without zeros that say nothing."""
    return f"{figure.normalize():f} {unit}".strip()


def document_form(lead, node):
    form = DocumentForm(lead=lead)
    form.initial["node"] = node.pk
    return form
