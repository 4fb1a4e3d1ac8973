"""踏勘 at the desk: one page to plan a visit, call it off and say what came of each place."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.error_summary import FormError, errors_of
from leads.actions import LeadConflict
from leads.deadlines import in_words
from leads.models import Lead
from parks.datasheet.pdf import SheetBusy
from parks.shortlists import is_number
from regions import access
from regions.site_focus import narrowed
from visits import actions
from visits.forms import CancelForm, ResultForm, StopFormSet, VisitForm, planned_rows
from visits.itineraries import HOW_ESTIMATED, itinerary_of
from visits.models import RefusalReason, Visit
from visits.visit_files import BUSY, calendar_reply, itinerary_reply

MOST_SHOWN = 100
DONE = {
    "plan": "踏勘已安排，",
    "cancel": "踏勘已取消，",
    "results": "结果已记下；不合适的原因进了这一处的缺口清单。",
}
TOLD, TO_CALL = "正在告诉投资人。", "投资人没有留邮箱，请打电话告诉对方（见下一步）。"
TITLES = {"plan": "安排踏勘", "cancel": "取消踏勘", "results": "踏勘结果"}


class VisitPage:
    """The forms of one enquiry's visits, as they are drawn and as they come back."""

    def __init__(self, lead, user, data=None):
        self.lead, self.user = lead, user
        self.act = data.get("act", "") if data else ""
        self.version_seen = data.get("version_was", "") if data else ""
        self.visit = lead.visits.order_by("-pk").first()
        self.open = self.visit if self.visit and self.visit.is_open else None
        version = self.open and self.open.version
        typed = {name: data if self.act == name else None for name in TITLES}
        self.form = VisitForm(typed["plan"], visit=self.open, by=user)
        self.stops = StopFormSet(
            typed["plan"],
            initial=planned_rows(lead, self.open),
            region=lead.site.region,
            prefix="stops",
        )
        self.cancel = CancelForm(typed["cancel"], initial={"version_was": version})
        self.results = self._result_forms(typed["results"])

    def _result_forms(self, data):
        visit = self.visit
        if visit is None or visit.state not in {Visit.State.AGREED, Visit.State.DONE}:
            return []
        if visit.starts_at > timezone.now():
            return []
        reasons = RefusalReason.objects.active()
        stops = visit.stops.order_by("position").prefetch_related("refusals")
        return [ResultForm(data, stop=stop, reasons=reasons) for stop in stops]

    @property
    def forms(self):
        """Those that came back."""
        sent = {"plan": [self.form], "cancel": [self.cancel], "results": self.results}
        return sent.get(self.act, [])

    def is_valid(self):
        are_valid = [form.is_valid() for form in self.forms]
        if self.act == "plan":
            are_valid.append(self.stops.is_valid())
        return bool(are_valid) and all(are_valid)

    def errors(self):
        if not self.act:
            return []
        stops = self.stops if self.act == "plan" else None
        rows = [*self.forms, *(stops.forms if stops else ())]
        errors = [error for form in rows for error in errors_of(form)]
        refused = stops.non_form_errors() if stops else ()
        return [*errors, *(FormError("", "", message) for message in refused)]

    def apply(self):
        lead, by = self.lead, self.user
        if self.act == "plan":
            names = ("meeting_point", "guide", "guests", "version_was")
            words = {name: self.form.cleaned_data[name] for name in names}
            actions.arrange_visit(
                lead=lead, by=by, times=self.form.times, stops=self.stops.stops, **words
            )
        elif self.act == "cancel":
            actions.cancel_visit(lead=lead, by=by, **self.cancel.cleaned_data)
        else:
            seen = int(self.version_seen) if is_number(self.version_seen) else -1
            results = {form.stop.pk: form.outcome for form in self.results}
            actions.record_results(
                lead=lead, by=by, visit=self.visit, results=results, version_was=seen
            )


@require_safe
def visit_list(request):
    """踏勘日程: what is planned in the user's regions, by day; then what waits for a time."""
    roles = access.OFFICERS | access.AUDITORS
    if not access.has_role(request.user, roles):
        raise PermissionDenied("踏勘日程由招商专员查看。")
    user, now = narrowed(request).user, timezone.now()
    rows = access.scope(Visit.objects.open(), user, lookup="lead__site__region", roles=roles)
    rows = rows.select_related("lead").order_by(F("starts_at").asc(nulls_last=True), "pk")
    shown = [
        (row, in_words(row.starts_at), row.starts_at < now) if row.starts_at else (row, "", False)
        for row in rows[:MOST_SHOWN]
    ]
    context = admin.site.each_context(request) | {"title": "踏勘日程", "rows": shown}
    return render(request, "admin/visits/visit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_plan(request, lead_pk):
    """Of one enquiry, with the rights that its own page asks for."""
    enquiries = admin.site.get_model_admin(Lead)
    lead = enquiries.find(request, str(lead_pk))
    if request.method != "POST":
        return _page(request, VisitPage(lead, request.user))
    if not enquiries.has_change_permission(request, lead):
        raise PermissionDenied
    page = VisitPage(lead, request.user, request.POST)
    if page.act not in TITLES:
        raise Http404("没有这个步骤")
    if not page.is_valid():
        return _page(request, page, status=400)
    try:
        page.apply()
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
        return _page(request, _as_of_now(page, request.POST), status=409)
    enquiries.log_change(request, lead, TITLES[page.act])
    told = "" if page.act == "results" else TOLD if lead.email else TO_CALL
    messages.success(request, f"{DONE[page.act]}{told}")
    return redirect("visit_plan", lead.pk)


def _as_of_now(page, data):
    """What was typed, on top of what somebody else has saved meanwhile: to be saved once seen."""
    now_open = page.lead.visits.open().first()
    data = data.copy()
    data["version_was"] = now_open.version if now_open else ""
    return VisitPage(page.lead, page.user, data)


def _page(request, page, status=200):
    lead, visit = page.lead, page.visit
    may_work = admin.site.get_model_admin(Lead).has_change_permission(request, lead)
    plan = itinerary_of(visit, lead.site) if visit else None
    slots = visit.slots.order_by("starts_at") if visit else ()
    context = admin.site.each_context(request) | {
        "title": "踏勘",
        "lead": lead,
        "page": page,
        "visit": visit,
        "plan": plan,
        "slots": [in_words(slot.starts_at) for slot in slots],
        "estimate": HOW_ESTIMATED if plan and plan.is_estimated else "",
        "when": in_words(visit.starts_at) if visit and visit.starts_at else "",
        "may_work": may_work and not lead.erased_at and not lead.is_quarantined,
        "error_summary": page.errors(),
    }
    return render(request, "admin/visits/visit_plan.html", context, status=status)


@require_safe
def visit_itinerary(request, lead_pk, pk):
    visit = _dated(request, lead_pk, pk)
    if not visit.starts_at:
        raise Http404("时间还没有约好")
    try:
        return itinerary_reply(visit, visit.lead.site)
    except SheetBusy:
        messages.warning(request, BUSY)
        return redirect("visit_plan", lead_pk)


@require_safe
def visit_calendar(request, lead_pk, pk):
    visit = _dated(request, lead_pk, pk)
    return calendar_reply(visit, visit.lead.site, path=reverse("visit_plan", args=[lead_pk]))


def _dated(request, lead_pk, pk):
    lead = admin.site.get_model_admin(Lead).find(request, str(lead_pk))
    visit = lead.visits.dated().filter(pk=pk).first()
    if visit is None:
        raise Http404("没有这次踏勘")
    visit.lead = lead
    return visit
