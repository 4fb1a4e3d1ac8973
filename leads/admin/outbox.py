"""Mails owed and sent, for those who wonder where one is."""

from django.contrib import admin
from django.db.models import TextChoices
from django.utils import timezone

from leads.models import Outbox
from leads.notifications.mail_errors import cure
from regions import access
from regions.scoped_admin import ScopedModelAdmin


class MailStateFilter(admin.SimpleListFilter):
    title = "状态"
    parameter_name = "state"

    class State(TextChoices):
        WAITING = "waiting", "待发"
        NOBODY = "nobody", "无收件人"
        GIVEN_UP = "given_up", "发不出（已放弃）"
        SENT = "sent", "已发出"

    def lookups(self, request, model_admin):
        return self.State.choices

    def queryset(self, request, queryset):
        match self.value():
            case self.State.WAITING:
                return queryset.unsent()
            case self.State.NOBODY:
                return queryset.without_recipient()
            case self.State.GIVEN_UP:
                return queryset.given_up()
            case self.State.SENT:
                return queryset.filter(sent_at__isnull=False)
        return queryset


@admin.register(Outbox)
class OutboxAdmin(ScopedModelAdmin):
    """Mails owed and sent, to look at; one that was given up can be queued again."""

    region_lookup = "lead__site__region"
    view_roles = access.OFFICERS | {access.Role.AUDITOR}
    list_display = ("__str__", "state", "trouble", "to", "lead", "attempts", "next_attempt_at")
    list_filter = (MailStateFilter,)
    list_select_related = ("lead",)
    ordering = ("-pk",)
    actions = ("retry",)
    show_facets = admin.ShowFacets.NEVER
    fields = (
        "lead",
        "kind",
        "to",
        "state",
        "attempts",
        "trouble",
        "created_at",
        "next_attempt_at",
        "sent_at",
        "given_up_at",
        "message_id",
    )
    readonly_fields = fields

    @admin.display(description="收件人")
    def to(self, mail):
        return mail.masked_recipient or "无收件人：请给本地区的招商专员填写邮箱"

    @admin.display(description="状态")
    def state(self, mail):
        if mail.sent_at:
            return "已发出"
        return "已放弃" if mail.given_up_at else "待发"

    @admin.display(description="最近一次错误，怎样解决", ordering="last_error", empty_value="")
    def trouble(self, mail):
        return cure(mail.last_error)

    @admin.action(description="重新发送", permissions=["retry"])
    def retry(self, request, queryset):
        mine = access.scope(
            queryset, request.user, lookup=self.region_lookup, roles=access.OFFICERS
        )
        count = mine.retry(timezone.now())
        self.message_user(request, f"已将 {count} 封邮件放回待发队列。")

    def has_retry_permission(self, request):
        return access.has_role(request.user, access.OFFICERS)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """No free lookups: they would tell masked addresses letter by letter."""
        return lookup == "state"
