"""What officers say of doubtful enquiries: one by one by steps, many at once in a tray."""

from contextlib import suppress

from django.contrib import admin

from leads import actions
from leads.admin.filters import BoxFilter
from leads.admin.step_forms import StepForm
from leads.spam_signals import WORDS
from regions import access

IN_HAND = {"assign_chosen", "give_back_chosen"}  # leads.admin.bulk_acts
# Of trays that are not named here, those of what is worked on.
ACTIONS_OF = {
    BoxFilter.Box.QUARANTINE: {"mark_as_spam", "release"},
    BoxFilter.Box.MACHINE: {"release"},
    BoxFilter.Box.SPAM: set(),
    BoxFilter.Box.ERASURE: set(),
    BoxFilter.Box.NEW: {"throw_out", *IN_HAND},
    BoxFilter.Box.NOBODY: {"assign_chosen"},
    BoxFilter.Box.POOL: {"assign_chosen"},
}


class ReleaseForm(StepForm):
    title = "移出隔离区"
    done = "已移出隔离区，提醒邮件已排队。"

    def apply(self, by):
        actions.release(lead=self.lead, by=by)


class SpamForm(StepForm):
    title = "判为垃圾信息"
    done = "已判为垃圾信息，不再提醒；满 6 个月自动删除，误判的仍可移到收件箱。"

    def apply(self, by):
        actions.mark_as_spam(lead=self.lead, by=by)


class ThrowOutForm(StepForm):
    title = "从收件箱判为垃圾信息"
    done = "已移到“垃圾信息”，以后几乎一样的内容先进隔离区；误判的可以移回收件箱。"

    def apply(self, by):
        actions.throw_out(lead=self.lead, by=by)


def doubts_in_words(lead) -> str:
    """Why it is in the quarantine."""
    return "；".join(WORDS.get(code, code) for code in lead.quarantine_reasons)


class QuarantineActionsMixin:
    """Title and actions of the inbox's list; each tray has its own."""

    actions = ("mark_as_spam", "release", "throw_out")

    def changelist_view(self, request, extra_context=None):
        box = request.GET.get(BoxFilter.parameter_name)
        title = "隔离区" if box == BoxFilter.Box.QUARANTINE else "咨询收件箱"
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_actions(self, request, action_location=admin.ActionLocation.CHANGE_LIST):
        """Spam, many at once, only in the quarantine, where a flood leaves many of one kind, and of
        what is new."""
        found = super().get_actions(request, action_location)
        wanted = ACTIONS_OF.get(request.GET.get(BoxFilter.parameter_name), IN_HAND)
        return {name: action for name, action in found.items() if name in wanted}

    @admin.action(description="是垃圾信息", permissions=["change"])
    def mark_as_spam(self, request, queryset):
        self.take_with_all(request, queryset, SpamForm)

    @admin.action(description="不是垃圾信息，移到收件箱", permissions=["change"])
    def release(self, request, queryset):
        self.take_with_all(request, queryset, ReleaseForm)

    @admin.action(description="这是垃圾信息", permissions=["change"])
    def throw_out(self, request, queryset):
        self.take_with_all(request, queryset, ThrowOutForm)

    def take_with_all(self, request, queryset, step):
        """One step on each of the tray's rows; what a colleague has just taken is passed over."""
        waiting = access.scope(
            queryset, request.user, lookup=self.region_lookup, roles=self.change_roles
        )
        done = 0
        for lead in waiting:
            with suppress(actions.LeadConflict):
                step(lead=lead).apply(request.user)
                self.log_change(request, lead, step.title)
                done += 1
        self.message_user(request, f"{step.title}：{done} 条。")
