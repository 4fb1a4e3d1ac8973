"""评价 as who answers for the officers reads it; a bad one is closed here, with what came of it."""

from django import forms
from django.contrib import admin, messages
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from leads.actions import LeadConflict, display_name
from leads.deadlines import in_words
from ratings import actions
from ratings.lead_rating import reason_words, score_words
from ratings.models import BAD, Rating
from regions import access
from regions.scoped_admin import ScopedModelAdmin

OUTCOME = "什么时候、怎么联系的，对方怎么说，打算怎么改。办理过这条咨询的专员看不到。"


class CaseFilter(admin.SimpleListFilter):
    """Without a choice all of them."""

    title = "评价"
    parameter_name = "case"

    class Case(TextChoices):
        OPEN = "open", "等着联系的"
        LATE = "late", "过期没联系"
        BAD = "bad", "1–2 分"
        GOOD = "good", "3–5 分"

    def lookups(self, request, model_admin):
        return self.Case.choices

    def queryset(self, request, queryset):
        match self.value():
            case self.Case.OPEN:
                return queryset.open_cases()
            case self.Case.LATE:
                return queryset.late(timezone.now())
            case self.Case.BAD:
                return queryset.filter(score__lte=BAD)
            case self.Case.GOOD:
                return queryset.filter(score__gt=BAD)
        return queryset


@admin.register(Rating)
class RatingAdmin(ScopedModelAdmin):
    """Nobody reads here what was said of an enquiry of one's own."""

    region_lookup = "lead__site__region"
    view_roles = access.MANAGERS | access.AUDITORS
    change_roles = access.MANAGERS
    list_display = ("rated", "said", "case", "responsible", "given_on")
    list_filter = (CaseFilter,)
    list_select_related = ("lead__site__region", "lead__owner", "owner", "settled_by")
    search_fields = ("lead__reference",)
    search_help_text = "查询编号"
    ordering = ("-given_at", "-pk")
    empty_words = "还没有评价。咨询办结以后，访客在自己的进度页上评。"
    fields = (
        *("enquiry", "rated", "why", "words", "given_at", "changed_at"),
        *("case", "responsible", "outcome"),
    )
    readonly_fields = tuple(name for name in fields if name != "outcome")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(lead__owner=request.user.pk)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "outcome":
            field.required, field.help_text = True, OUTCOME
            field.widget = forms.Textarea({"rows": 4})
            field.error_messages["required"] = "请写上联系的结果"
        return field

    def save_model(self, request, obj, form, change):
        try:
            actions.settle(rating=obj, by=request.user, outcome=obj.outcome)
        except LeadConflict as conflict:
            messages.warning(request, str(conflict))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """What is settled, or never was a case, is read."""
        is_there = obj is None or obj.is_case_open
        return is_there and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="分数", ordering="score")
    def rated(self, rating):
        return score_words(rating.score)

    @admin.display(description="哪里不好")
    def why(self, rating):
        return reason_words(rating.reasons) or "没有选"

    @admin.display(description="访客的话")
    def said(self, rating):
        return rating.words[:60] or reason_words(rating.reasons) or "没有写"

    @admin.display(description="怎样了", ordering="due_at")
    def case(self, rating):
        if rating.due_at is None:
            return "不用联系"
        if rating.settled_at:
            who = display_name(rating.settled_by) if rating.settled_by else "访客改评"
            return f"已办结：{who}，{in_words(rating.settled_at)}"
        words = f"最迟 {in_words(rating.due_at)} 联系"
        if not rating.is_late(timezone.now()):
            return words
        return format_html('<span class="clock clock--late">{}，过期</span>', words)

    @admin.display(description="由谁联系")
    def responsible(self, rating):
        return display_name(rating.owner) if rating.owner else "本地区负责人"

    @admin.display(description="评价时间", ordering="given_at")
    def given_on(self, rating):
        return in_words(rating.given_at)

    @admin.display(description="咨询")
    def enquiry(self, rating):
        url = reverse("admin:leads_lead_change", args=[rating.lead_id])
        owner = display_name(rating.lead.owner) if rating.lead.owner else "没有专员"
        return format_html('<a href="{}">{}</a>，{}', url, rating.lead.reference, owner)
