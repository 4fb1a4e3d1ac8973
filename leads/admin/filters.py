"""The inbox's filters by tray and by file."""

from django.contrib import admin
from django.db.models import TextChoices
from django.utils import timezone

from leads.models import Clock, Lead, NextStep, Party
from leads.models.leads import LeadQuerySet
from leads.origins import LONGEST_CAMPAIGN
from regions.used_values import UsedValues

LONGEST_KEY = 19  # digits


class BoxFilter(admin.SimpleListFilter):
    """The inbox's trays; without a choice everything but the quarantine."""

    title = "收件箱"
    parameter_name = "box"

    class Box(TextChoices):
        NEW = "new", "新线索"
        MINE = "mine", "我的"
        OVERDUE = "overdue", "逾期"
        CLOCK_LATE = "clock_late", "研判、汇报过期"
        NOBODY = "nobody", "没有负责人"
        POOL = "pool", "公海"
        STEP_DUE = "step_due", "今天的下一步"
        STEPLESS = "stepless", "没有下一步"
        QUARANTINE = "quarantine", "隔离区"
        SPAM = "spam", "垃圾信息"
        MACHINE = "machine", "机器提交"
        ERASURE = "erasure", "即将删除"

    def lookups(self, request, model_admin):
        return self.Box.choices

    def queryset(self, request, queryset):
        if plain := PLAIN.get(self.value()):
            return plain(queryset)
        match self.value():
            case self.Box.MINE:
                return queryset.mine(request.user)
            case self.Box.OVERDUE:
                return queryset.overdue(timezone.now())
            case self.Box.CLOCK_LATE:
                return Clock.objects.late_of(queryset, timezone.now())
            case self.Box.STEP_DUE:
                mine, today = queryset.mine(request.user), timezone.localdate()
                return NextStep.objects.due_of(mine, today)
        return queryset.accepted()


class PartyFilter(admin.SimpleListFilter):
    """What one file holds; it is chosen on the file's page, never in the list."""

    title = "档案"
    parameter_name = "party"

    def lookups(self, request, model_admin):
        number = self.used_parameters.get(self.parameter_name, "")
        self.party = None
        if number.isascii() and number.isdecimal() and len(number) < LONGEST_KEY:
            parties = Party.objects.in_scope(request.user, model_admin.view_roles)
            self.party = parties.filter(pk=number).first()
        return [(number, self.party.name or str(self.party))] if self.party else []

    def queryset(self, request, queryset):
        return queryset.of_party(self.party.whole)


class CampaignFilter(admin.SimpleListFilter):
    """By what brought the visitor; one campaign alone is chosen on the page of an enquiry."""

    title = "从哪里来"
    parameter_name = "campaign"

    class Way(TextChoices):
        ANY = "*", "活动链接、二维码"
        NONE = "-", "自己找来的"

    def lookups(self, request, model_admin):
        found = self.used_parameters.get(self.parameter_name, "")[:LONGEST_CAMPAIGN]
        known = [] if not found or found in self.Way.values else [(found, found)]
        return [*self.Way.choices, *known]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case self.Way.ANY:
                return queryset.exclude(campaign="")
            case self.Way.NONE:
                return queryset.filter(campaign="", channel=Lead.Channel.WEB)
        return queryset.exclude(campaign="").filter(campaign=self.value())


# Of the inbox. A free lookup would tell a masked phone digit by digit: these are all there are.
FILTERS = (
    BoxFilter,
    "stage",
    ("topic", UsedValues),
    ("site", UsedValues),
    PartyFilter,
    CampaignFilter,
)
LOOKUPS = {"box", "party", "campaign", "stage__exact", "topic__id__exact", "site__id__exact"}
# Trays that ask neither who looks nor when.
PLAIN = {
    BoxFilter.Box.NEW: LeadQuerySet.new,
    BoxFilter.Box.NOBODY: LeadQuerySet.ownerless,
    BoxFilter.Box.POOL: LeadQuerySet.pooled,
    BoxFilter.Box.STEPLESS: NextStep.objects.missing_of,
    BoxFilter.Box.QUARANTINE: LeadQuerySet.unchecked,
    BoxFilter.Box.SPAM: LeadQuerySet.spam,
    BoxFilter.Box.MACHINE: LeadQuerySet.machine_made,
    BoxFilter.Box.ERASURE: LeadQuerySet.announced,
}
