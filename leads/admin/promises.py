"""承诺台账: all that was promised to anybody, what is due first on top; read, not written, here."""

from django.contrib import admin
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from core.text_folding import fold
from leads.actions import display_name
from leads.admin.clocks import FULL, Clock
from leads.models import Promise
from leads.models.promises import PromiseQuerySet
from policies.models import Policy
from regions import access
from regions.scoped_admin import ScopedModelAdmin

MOST_READ = 5000  # promises whose words one search reads; a tenth of a second
SOON_LEFT = 1  # days beside today: 48 hours before the last one is over
OVER = "已失效；按当时的版本算"
NO_DOCUMENT = "没有文件"


def promise_clock(promise, today) -> Clock:
    """By days, for a promise is kept until the end of its day."""
    if promise.closed_at:
        day = timezone.localdate(promise.closed_at)
        return Clock(f"{promise.outcome_word} {day}", "done", FULL)
    left = (promise.due_on - today).days
    if left < 0:
        return Clock(f"逾期 {-left}\u00a0天", "late", FULL)
    whole = max((promise.due_on - timezone.localdate(promise.created_at)).days, 1)
    used = min(max(round(FULL * (1 - left / whole)), 0), FULL)
    words = f"还剩 {left}\u00a0天" if left else "今天到期"
    return Clock(words, "soon" if left <= SOON_LEFT else "calm", used)


def to_whom(promise) -> str:
    """The firm, else the person, as the inbox names them."""
    return promise.lead.company or promise.lead.contact_name


def ledger_url(promise) -> str:
    """Where it is kept or given up: its place on the page of the enquiry."""
    return reverse("admin:leads_lead_change", args=[promise.lead_id]) + "#case-promises"


class PromiseFilter(admin.SimpleListFilter):
    """The ledger's trays; without a choice all that is neither kept nor given up."""

    title = "承诺"
    parameter_name = "box"

    class Box(TextChoices):
        LATE = "late", "逾期"
        TODAY = "today", "今天到期"
        WEEK = "week", "本周"
        MINE = "mine", "我负责的"
        KEPT = "kept", "已兑现"
        GIVEN_UP = "given_up", "已取消"

    def lookups(self, request, model_admin):
        return self.Box.choices

    def queryset(self, request, queryset):
        if of_day := BY_DAY.get(self.value()):
            return of_day(queryset, timezone.localdate())
        match self.value():
            case self.Box.MINE:
                return queryset.mine(request.user)
            case self.Box.KEPT:
                return queryset.kept()
            case self.Box.GIVEN_UP:
                return queryset.given_up()
        return queryset.open()


Box = PromiseFilter.Box
BY_DAY = {
    Box.LATE: PromiseQuerySet.late,
    Box.TODAY: PromiseQuerySet.due_today,
    Box.WEEK: PromiseQuerySet.this_week,
}


@admin.register(Promise)
class PromiseAdmin(ScopedModelAdmin):
    """Whoever works on enquiries reads what was promised; it is closed where it was made."""

    region_lookup = "lead__site__region"
    view_roles = access.OFFICERS | {access.Role.AUDITOR}
    list_display = ("clock", "told", "founded_on", "waits_for", "kept_by", "came_of_it")
    list_display_links = None
    empty_value_display = ""
    list_filter = (PromiseFilter,)
    list_select_related = ("lead__site__region", "owner", "policy")
    search_fields = ("lead__reference",)
    search_help_text = "查询编号，或原话里的字"
    empty_words = "没有等着兑现的承诺。在咨询里点“记承诺”，就列在这里，最先到期的在最前。"
    read_only_words = "原话不能改。兑现了或要取消的，点“去办”，在咨询里写上凭据或原因。"
    fields = (
        *("enquiry", "words", "policy_label", "policy_version", "waits_for", "due_on", "kept_by"),
        *("made_by", "created_at", "state", "outcome", "closed_at"),
    )
    readonly_fields = fields

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "承诺台账"} | (extra_context or {}))

    def get_search_results(self, request, queryset, search_term):
        """By reference, or by what was promised: that is sealed (ADR 78), and read here of the
        latest rows that the account may see.
        """
        by_reference, _ = super().get_search_results(request, queryset, search_term)
        sought = [fold(word) for word in search_term.split()]
        latest = queryset.order_by("-pk").values_list("pk", "words")[:MOST_READ] if sought else ()
        said = [pk for pk, words in latest if all(word in fold(words) for word in sought)]
        return queryset.filter(Q(pk__in=by_reference.values("pk")) | Q(pk__in=said)), False

    def get_ordering(self, request):
        """What is due comes first; of what is closed the latest."""
        is_closed = request.GET.get(PromiseFilter.parameter_name) in {Box.KEPT, Box.GIVEN_UP}
        return ("-closed_at", "-pk") if is_closed else ("due_on", "pk")

    @admin.display(description="到期", ordering="due_on")
    def clock(self, promise):
        drawn = promise_clock(promise, timezone.localdate()).drawn
        return format_html("{}<p>{}</p>", drawn, promise.due_words)

    @admin.display(description="原话")
    def told(self, promise):
        words = '<a href="{}">“{}”</a><p>对{}·{}</p>'
        said_on = timezone.localdate(promise.created_at)
        return format_html(words, ledger_url(promise), promise.words, to_whom(promise), said_on)

    @admin.display(description="依据")
    def founded_on(self, promise):
        """As it stood then; what has ended since says so."""
        if not promise.policy_label:
            return format_html('<span class="meta">{}</span>', NO_DOCUMENT)
        is_over = promise.policy and (
            promise.policy.validity(timezone.localdate()) == Policy.Validity.EXPIRED
        )
        return format_html("{}<p>{}</p>", promise.policy_label, OVER if is_over else "")

    @admin.display(description="负责")
    def kept_by(self, promise):
        return display_name(promise.owner)

    @admin.display(description="怎样了")
    def came_of_it(self, promise):
        """What shows that it was kept; of what is open the way there."""
        if promise.closed_at:
            return promise.outcome
        link = '<a class="btn" href="{}">去办<span class="visually-hidden">：{}</span></a>'
        return format_html(link, ledger_url(promise), promise.words)

    @admin.display(description="咨询")
    def enquiry(self, promise):
        return format_html('<a href="{}">{}</a>', ledger_url(promise), promise.lead.reference)

    @admin.display(description="登记人")
    def made_by(self, promise):
        return display_name(promise.by)

    @admin.display(description="情况")
    def state(self, promise):
        return promise_clock(promise, timezone.localdate()).words

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        return lookup == PromiseFilter.parameter_name
