"""The inbox of enquiries and the page where one is worked on."""

import datetime
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from core.phones import is_phone, normalise_phone
from core.sealing import UNREADABLE_NOW, Unreadable
from leads import extensions, lead_needs
from leads.actions import LeadConflict, TooManySearches, display_name, find_by_phone, may_give_back
from leads.actions.officers import refuse_unanswerable
from leads.admin.absences import absences_view
from leads.admin.act_forms import STEPS
from leads.admin.answer_drafts import answer_form, drafting_page, is_drafting
from leads.admin.answer_files import answer_file_view
from leads.admin.bulk_acts import BulkActsMixin
from leads.admin.clocks import clock_cell, clock_of
from leads.admin.contact_views import contact_view_report
from leads.admin.entry import doubles_view, entry_view
from leads.admin.filters import FILTERS, LOOKUPS, BoxFilter
from leads.admin.handover import dossiers_view, handover_view
from leads.admin.lead_lists import import_urls
from leads.admin.lead_needs import needs_on_desk, offer_words
from leads.admin.parties import WITH_FILES, beside, party_urls
from leads.admin.quarantine import QuarantineActionsMixin, doubts_in_words
from leads.admin.stage_bar import progress_of
from leads.admin.timeline import entries_of
from leads.admin.workspace import (
    ROWS_WITH_PEOPLE,
    Story,
    act_of,
    consents_of,
    doubts_about,
    panels_of,
    places_of,
    promises_of,
    queue_of,
    suffix_of,
    with_consents,
)
from leads.deadlines import in_words
from leads.models import Clock, ContactView, Lead, NextStep, with_last_words
from leads.models.next_steps import day_words, planned_words
from leads.models.turns import DUE_FIRST, at_sites
from publishing.models import OpenForm
from regions import access
from regions.models import Site
from regions.scoped_admin import ScopedModelAdmin

WORDS_SHOWN = 60
REVEALED_FOR = datetime.timedelta(minutes=10)


@admin.register(Lead)
class LeadAdmin(BulkActsMixin, QuarantineActionsMixin, ScopedModelAdmin):
    """Officers work here, auditors read masked, everybody else sees nothing."""

    region_lookup = "site__region"
    view_roles = access.OFFICERS | {access.Role.AUDITOR}
    add_roles = change_roles = access.OFFICERS
    list_display = ("reference", "clock", "question", "visitor_and_owner", "stage_and_step")
    list_filter = FILTERS
    list_select_related = ("site__region", "topic", "owner", "submission")
    list_per_page = 12  # rows of two lines, some with two clocks
    search_fields = ("reference", "search_text")
    search_help_text = "编号、称呼、单位，或完整的电话号码（按电话查找都有记录，一小时最多 20 次）"
    empty_words = "没有等着答复的咨询。新咨询一来就排在这里，最急的在最前。"

    def get_ordering(self, request):
        return self.order_of(request.GET.get(BoxFilter.parameter_name))

    def order_of(self, box):
        """What is owed comes first, the most urgent on top; of what has ended the newest."""
        match box:
            case BoxFilter.Box.SPAM | BoxFilter.Box.MACHINE | BoxFilter.Box.ERASURE:
                return ("-received_at", "-pk")
            case BoxFilter.Box.QUARANTINE:
                return ("due_at", "pk")
        return DUE_FIRST

    @admin.display(description="答复期限", ordering="due_at")
    def clock(self, lead):
        return clock_cell(lead, timezone.now())

    @admin.display(description="咨询什么", ordering="topic")
    def question(self, lead):
        """What about, and how the visitor's last words begin."""
        about = "·".join(filter(None, [lead.topic.name, lead.subject_label]))
        words = " ".join(lead.last_words.split())
        more = "…" if len(lead.last_words) > WORDS_SHOWN else ""
        if lead.flags:
            about = format_html('{} <span class="tag tag--warn">{}</span>', about, "可疑")
        if not words:
            return about
        return format_html("{}<p>“{}{}”</p>", about, words[:WORDS_SHOWN].rstrip(), more)

    @admin.display(description="访客")
    def visitor(self, lead):
        try:
            contact = lead.masked_phone or lead.masked_email
            return f"{lead.contact_name} {contact}" if contact else "个人信息已删除"
        except Unreadable:
            return UNREADABLE_NOW

    @admin.display(description="访客与负责人")
    def visitor_and_owner(self, lead):
        owner = f"{display_name(lead.owner)} 负责" if lead.owner else "还没有人负责"
        return format_html("{}<p>{}</p>", self.visitor(lead), owner)

    @admin.display(description="阶段与下一步", ordering="stage")
    def stage_and_step(self, lead):
        """In the quarantine why it is there: that decides, not the stage."""
        if lead.is_quarantined:
            return format_html("隔离区<p>{}</p>", doubts_in_words(lead))
        stage = lead.get_stage_display()
        if lead.planned is None:
            step = "" if lead.is_ended else "还没有下一步"
            return format_html("{}<p>{}</p>", stage, step)
        day = datetime.date.fromisoformat(lead.planned["due_on"])
        words = planned_words(lead.planned)
        tone = "late" if day < timezone.localdate() else ""
        shown = '{}<p><span class="{}">{}</span> {}</p>'
        return format_html(shown, stage, tone, day_words(day), words)

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """Only the trays: a free lookup would tell a masked phone digit by digit."""
        return lookup in LOOKUPS

    def own_rows(self, queryset, request, roles):
        paths = access.paths_for(request.user, roles)
        if access.EVERYWHERE in paths or not paths:
            return super().own_rows(queryset, request, roles)
        sites = Site.objects.all()
        return at_sites(queryset, access.scope(sites, request.user, lookup="region", roles=roles))

    def get_queryset(self, request):
        """With all that a row shows, unless they are only counted (portal.list_views)."""
        leads = super().get_queryset(request)
        if getattr(request, "only_counts", False):
            return leads
        leads = leads.select_related(*self.list_select_related)
        leads = NextStep.objects.told_with(with_last_words(leads, WORDS_SHOWN + 1))
        return Clock.objects.told_with(leads)

    def get_search_results(self, request, queryset, search_term):
        """A whole number, else each word; both sides in one spelling."""
        phone = normalise_phone(search_term)
        if is_phone(phone):
            return self._with_phone(request, queryset, phone), False
        for word in search_term.replace("\0", "").split():
            queryset = queryset.named(word)
        return queryset, False

    def _with_phone(self, request, queryset, phone):
        try:
            return find_by_phone(queryset, phone, by=request.user)
        except TooManySearches as refusal:
            messages.warning(request, str(refusal))
            return queryset.none()

    def get_urls(self):
        staff = self.admin_site.admin_view
        step, report = staff(self.step_view), staff(contact_view_report)
        file = staff(partial(answer_file_view, find=self.find))
        doubles, absences = staff(doubles_view), staff(absences_view)
        dossiers, handover = staff(dossiers_view), staff(handover_view)
        return [
            path("add/doubles/", doubles, name="leads_lead_doubles"),
            *import_urls(staff),
            path("absences/", absences, name="leads_lead_absences"),
            path("dossiers/", dossiers, name="leads_lead_dossiers"),
            path("handover/<int:pk>/", handover, name="leads_lead_handover"),
            path("contact-views/", report, name="leads_lead_contact_views"),
            *party_urls(staff),
            path("<path:object_id>/file/<int:pk>/", file, name="leads_lead_file"),
            path("<path:object_id>/step/<slug:step>/", step, name="leads_lead_step"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return entry_view(request)

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.desk(request, self.find(request, object_id))

    @method_decorator(require_POST)
    def step_view(self, request, object_id, step):
        """One step on one lead; a refusal by the facts is told, not crashed on."""
        lead = self.find(request, object_id)
        if step not in STEPS:
            raise Http404("没有这个步骤")
        if not self.has_change_permission(request, lead):
            raise PermissionDenied
        try:
            form = form_of_step(request, lead, step)
        except LeadConflict as conflict:
            messages.warning(request, str(conflict))
            return self.desk(request, lead, status=409, typed=request.POST.get("body", ""))
        if step == "answer" and is_drafting(request.POST):
            return drafting_page(self.desk, request, form)
        if not form.is_valid():
            return self.desk(request, lead, bound={step: form}, status=400)
        following = self.after(request, lead)
        try:
            form.apply(request.user)
        except LeadConflict as conflict:
            messages.warning(request, str(conflict))
            lead = self.find(request, object_id)
            return self.desk(request, lead, bound={step: form.again(lead)}, status=409)
        self.log_change(request, lead, form.title)
        messages.success(request, form.done)
        return redirect(following)

    def after(self, request, lead):
        """The same enquiry; by `发出，转下一条` the next of its list, else the list."""
        if "_next" in request.POST:
            lead = queue_of(self, request, lead, timezone.now()).next
        if lead is None:
            return reverse("admin:leads_lead_changelist")
        return reverse("admin:leads_lead_change", args=[lead.pk]) + suffix_of(request)

    def find(self, request, object_id):
        leads = self.get_queryset(request).select_related("submission", *WITH_FILES)
        leads = with_consents(lead_needs.told_with(extensions.told_with(leads)))
        try:
            lead = leads.get(pk=self.opts.pk.to_python(unquote(object_id)))
        except (Lead.DoesNotExist, ValidationError):
            raise Http404("没有这条线索") from None
        if not self.has_view_permission(request, lead):
            raise PermissionDenied
        return lead

    def desk(self, request, lead, *, bound=None, status=200, typed=""):
        prefetch_related_objects([lead], *ROWS_WITH_PEOPLE)
        now, may_work = timezone.now(), self.has_change_permission(request, lead)
        may_work = may_work and not lead.erased_at
        views = list(ContactView.objects.beside(lead, request.user, now))
        seen = [view for view in views if view.is_of_last_hour(request.user, now) and may_work]
        shown = [view for view in seen if view.viewed_at >= now - REVEALED_FOR]
        entries = entries_of(lead, [view for view in views if view.lead_id == lead.pk])
        places = places_of(lead)
        steps = {name: form(lead=lead) for name, form in STEPS.items()} | (bound or {})
        context = self.admin_site.each_context(request) | {
            "title": f"线索 {lead.reference}",
            "opts": self.opts,
            "original": lead,
            "lead": lead,
            "here": reverse("admin:leads_lead_change", args=[lead.pk]),
            "owner": display_name(lead.owner) if lead.owner else "",
            "places": places,
            "promises": promises_of(lead, steps["settle"], timezone.localdate(now)),
            "consents": consents_of(lead),
            **doubts_about(lead, may_work),
            "clock": clock_of(lead, now),
            **progress_of(lead, now, steps["stage"]),
            "today": timezone.localdate(now),
            "received": in_words(lead.received_at),
            "may_work": may_work,
            "may_postpone": access.has_role(request.user, access.MANAGERS, lead.site.region),
            "may_give_back": may_work and may_give_back(request.user, lead),
            "is_revealed": lead.pk in {view.lead_id for view in shown},
            "needs_reason": len(seen) >= ContactView.MAX_WITHOUT_REASON,
            "steps": steps,
            "typed": typed,
            "act": act_of(lead, next(iter(bound or {}), "")),
            "entries": entries,
            "story": Story(entries, request.GET),
            "queue": queue_of(self, request, lead, now),
            "also_open": list(OpenForm.objects.of_others(lead, request.user)),
            "is_slim": request.GET.get("rail") != "full",
            "files": beside(lead),
            "needs": needs_on_desk(lead, places),
            "panels": panels_of(lead, now),
        }
        if "answer" not in (bound or {}):
            context["steps"]["answer"].initial["body"] += offer_words(lead, request.GET)
        if may_work:
            OpenForm.objects.note(lead, request.user)
        return render(request, "admin/leads/lead/change_form.html", context, status=status)


def form_of_step(request, lead, step):
    """LeadConflict where the step keeps something before it is taken, and cannot be taken."""
    if step != "answer":
        return STEPS[step](request.POST, lead=lead)
    refuse_unanswerable(lead)
    return answer_form(request, lead)
