"""The admin of policies: what a clerk fills in, in the order of the document."""

from django.contrib import admin, messages
from django.db.models import F

from policies.forms import DATES, PolicyForm, doubtful_words
from policies.models import Policy, PolicyCategory
from publishing.workflow_admin import PUBLISHING, RECORD, PublishableAdmin
from regions.scoped_admin import ScopedModelAdmin

HINT = (
    "请再看一眼：文中有“{words}”。按《公平竞争审查条例》，没有法律、行政法规依据或未经国务院批准，"
    "不得给特定经营者税收、土地等优惠。内容已保存；请先核实依据、作公平竞争审查，再发布。"
)


@admin.register(PolicyCategory)
class PolicyCategoryAdmin(ScopedModelAdmin):
    """Shared by all sites, so kept by superusers."""

    region_lookup = None
    list_display = ("name", "slug", "position", "is_active")
    ordering = ("position", "pk")


class ValidityFilter(admin.SimpleListFilter):
    title = "有效性"
    parameter_name = "validity"
    STATES = {
        "in_force": ("有效", "in_force"),
        "expiring": ("即将失效", "expiring"),
        "upcoming": ("未生效", "upcoming"),
        "expired": ("失效", "over"),
    }

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _) in self.STATES.items()]

    def queryset(self, request, queryset):
        state = self.STATES.get(self.value())
        return getattr(queryset, state[1])() if state else queryset


@admin.register(Policy)
class PolicyAdmin(PublishableAdmin):
    form = PolicyForm
    list_display = (
        *("title", "document_number", "category", "status_badge", "validity_now", "ends"),
        "public_since",
    )
    list_filter = ("status", ValidityFilter, "category", "level", "is_demo")
    list_select_related = ("category", "region")
    search_fields = ("title", "document_number", "issuer")
    list_per_page = 15  # wide rows
    ordering = ("-issued_on", "-pk")
    date_hierarchy = "issued_on"
    narrower_dates = DATES
    autocomplete_fields = ("region", "industries")
    short_lists = ("industries",)
    readonly_fields = (*PublishableAdmin.readonly_fields, "validity_now")
    has_jump_list = True
    fieldsets = (
        (
            "文件",
            {
                "fields": (
                    "title", ("document_number", "issued_on"), "issuer",
                    ("level", "region"), ("category", "industries"),
                ),
                "description": "按文件首页填。适用产业不选，表示各行各业都适用。",
            },
        ),
        (
            "有效期",
            {
                "fields": (("effective_on", "expires_on", "repealed_on"), "validity_now"),
                "description": "有效性由日期自动算出。废止的文件填废止日期，页面保留并标明。",
            },
        ),
        (
            "给谁、给多少",
            {
                "fields": ("gist", "audience", "conditions", ("ceiling_wan", "support")),
                "description": "金额写“最高”，不写“保证”“一定”；没有的数字留空，页面会略去这一行。",
            },
        ),
        (
            "怎么申报",
            {
                "fields": (
                    "how_to_apply", "materials", ("apply_until_on", "handling_days"),
                    "apply_url", "contact",
                ),
            },
        ),
        ("文字", {"fields": ("body", "interpretation")}),
        (
            "审查",
            {
                "fields": ("is_fair_competition_reviewed", "is_demo"),
                "description": "旁边的“下线时间”让网页消失；失效的政策不必下线，应当仍能查到。",
            },
        ),
        PUBLISHING,
        RECORD,
    )  # fmt: skip

    @admin.display(description="有效性")
    def validity_now(self, policy):
        if policy.pk is None:
            return "保存后显示"
        label = policy.validity().label
        if policy.validity() == Policy.Validity.EXPIRING:
            return f"{label}（剩 {policy.days_left()} 天）"
        return "废止" if policy.is_repealed() else label

    @admin.display(description="失效日期", ordering=F("expires_on").asc(nulls_last=True))
    def ends(self, policy):
        return policy.ends_on or "长期"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if words := doubtful_words(form.instance):
            self.message_user(request, HINT.format(words="”“".join(words)), messages.WARNING)
