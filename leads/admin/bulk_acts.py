"""What is done with many enquiries of the inbox at once, asked on a page in between."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from leads import actions
from leads.actions.pool import refuse_wordless
from leads.admin.filters import LONGEST_KEY
from leads.admin.forms import AssignForm, GiveBackForm
from leads.admin.quarantine import QuarantineActionsMixin
from leads.models import Lead
from leads.notifications.recipients import officers_of_any
from regions import access

PAGE = "admin:leads_lead_change"
NOBODYS_NUMBER = 0  # an owner whom no form has shown


class BulkForm(forms.Form):
    """One question for all of them. `title` goes into the log, `about` says what will happen."""

    name = title = about = ""
    use_required_attribute = False

    def __init__(self, *args, leads, **kwargs):
        self.leads = leads
        super().__init__(*args, **kwargs)

    def apply(self, by, owners_were):
        raise NotImplementedError

    def done(self, by) -> str:
        """What came of those that were done."""
        raise NotImplementedError


class AssignAllForm(BulkForm):
    name, title = "assign_chosen", "指派"
    about = "全部指派给一位招商专员；对方只收到一封提醒，凭里面的链接看每一条的交接单。"

    to = AssignForm.base_fields["to"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = {lead.site.region for lead in self.leads}
        self.fields["to"].queryset = officers_of_any(regions).order_by("username")

    def apply(self, by, owners_were):
        to = self.cleaned_data["to"]
        return actions.assign_all(leads=self.leads, by=by, to=to, owners_were=owners_were)

    def done(self, by):
        to = self.cleaned_data["to"]
        told = "提醒邮件已排队。" if to.email and to != by else ""
        return f"现在由{actions.display_name(to)}负责。{told}"


class GiveBackAllForm(BulkForm):
    name, title = "give_back_chosen", "退回公海"
    about = "退回以后，谁先认领归谁。只退由您负责的；负责人可以退本地区同事的。"

    reason = GiveBackForm.base_fields["reason"]

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        try:
            refuse_wordless(reason)
        except actions.LeadConflict as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return reason

    def apply(self, by, owners_were):
        reason = self.cleaned_data["reason"]
        return actions.give_back_all(
            leads=self.leads, by=by, reason=reason, owners_were=owners_were
        )

    def done(self, by):
        return "谁先认领归谁。"


class BulkActsMixin:
    """Of the inbox: the ticked rows are assigned, or given back, with one answer for all."""

    actions = ("assign_chosen", "give_back_chosen", *QuarantineActionsMixin.actions)

    def has_assign_permission(self, request):
        return access.has_role(request.user, access.MANAGERS)

    @admin.action(description="指派…", permissions=["assign"])
    def assign_chosen(self, request, queryset):
        return self.ask_for_all(request, queryset, AssignAllForm)

    @admin.action(description="退回公海…", permissions=["change"])
    def give_back_chosen(self, request, queryset):
        return self.ask_for_all(request, queryset, GiveBackAllForm)

    def ask_for_all(self, request, queryset, kind):
        """A page that asks; then the act, and back to the list."""
        leads = self.chosen_leads(request, queryset)
        if not leads:
            return None
        is_answered = "answered" in request.POST
        form = kind(request.POST if is_answered else None, leads=leads)
        if form.is_valid():
            owners_were = {lead.pk: owner_shown(request.POST, lead) for lead in leads}
            self.tell_outcome(request, form, form.apply(request.user, owners_were))
            return None
        context = self.admin_site.each_context(request) | {
            "title": f"{form.title} {len(leads)} 条咨询",
            "opts": self.opts,
            "form": form,
            "rows": [(lead, actions.display_name(lead.owner)) for lead in leads],
        }
        status = 400 if is_answered else 200
        return TemplateResponse(request, "admin/leads/lead/bulk_act.html", context, status=status)

    def chosen_leads(self, request, queryset):
        """The ticked ones of the user's regions, whatever tray they have moved to since then.

        How many are left out is said, not which: rows of other regions are like none.
        """
        if request.POST.get("select_across") == "1":
            ticked = set(queryset.values_list("pk", flat=True))
        else:
            ticked = {*request.POST.getlist(ACTION_CHECKBOX_NAME)}
        if len(ticked) > settings.ADMIN_ACTION_MAX_ROWS:
            text = f"一次最多处理 {settings.ADMIN_ACTION_MAX_ROWS} 条，请分几次处理。"
            self.message_user(request, text, messages.ERROR)
            return []
        rows = Lead.objects.accepted().in_scope(request.user, self.change_roles)
        rows = rows.filter(pk__in=ticked).select_related("site__region", "topic", "owner")
        leads = list(rows.order_by("site", "received_at", "pk"))
        if left := len(ticked) - len(leads):
            text = f"{left} 条不在收件箱，或不在您可以处理的地区，没有改动。"
            self.message_user(request, text, messages.WARNING)
        return leads

    def tell_outcome(self, request, form, outcome):
        """Also into the log, with one query."""
        if outcome.done:
            log = LogEntry.objects.log_actions
            log(request.user.pk, outcome.done, CHANGE, change_message=form.title)
            text = f"{form.title} {len(outcome.done)} 条，{form.done(request.user)}"
            self.message_user(request, text, messages.SUCCESS)
        for why, leads in outcome.left.items():
            places = ((reverse(PAGE, args=[lead.pk]), lead.reference) for lead in leads)
            names = format_html_join("、", '<a href="{}">{}</a>', places)
            text = format_html("没有动 {} 条（{}）：{}", len(leads), names, why)
            self.message_user(request, text, messages.WARNING)


def owner_shown(sent, lead) -> int | None:
    """Whose it was on the page that was answered; None: nobody's."""
    shown = sent.get(f"owner-{lead.pk}", "?")
    if not shown:
        return None
    is_number = shown.isascii() and shown.isdecimal() and len(shown) < LONGEST_KEY
    return int(shown) if is_number else NOBODYS_NUMBER
