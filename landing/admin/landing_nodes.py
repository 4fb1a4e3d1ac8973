"""落地事项 of all projects as a list by what is due; each leads to the board of its project."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Case, TextChoices, When
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from landing.admin.boards import board_view, document_view
from landing.boards import WARNED_BEFORE
from landing.lead_extension import board_path
from landing.models import LandingNode
from leads.actions import display_name
from regions import access
from regions.scoped_admin import ScopedModelAdmin
from regions.used_values import UsedValues

# What is still to be done stands before what nobody has to do any more.
OPEN_FIRST = Case(When(state__in=LandingNode.OPEN, then=0), default=1).asc()


class DueFilter(admin.SimpleListFilter):
    """Without a choice all of them, also what is done."""

    title = "期限"
    parameter_name = "due"

    class Due(TextChoices):
        OPEN = "open", "还要办的"
        MINE = "mine", "我负责的"
        SOON = "soon", "48 小时内到期"
        LATE = "late", "过期"

    def lookups(self, request, model_admin):
        return self.Due.choices

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case self.Due.OPEN:
                return queryset.open()
            case self.Due.MINE:
                return queryset.mine(request.user)
            case self.Due.SOON:
                return queryset.due_by(now + WARNED_BEFORE)
            case self.Due.LATE:
                return queryset.late(now)
        return queryset


class OwnerFilter(UsedValues):
    """Who has something to do, as colleagues are called."""

    def field_choices(self, field, request, model_admin):
        people = get_user_model().objects.filter(self.is_used(request, model_admin))
        return [(person.pk, display_name(person)) for person in people.order_by("username")]


@admin.register(LandingNode)
class LandingNodeAdmin(ScopedModelAdmin):
    """To look at and to find: what is done with one stands on the board of its project."""

    region_lookup = "lead__site__region"
    view_roles = access.OFFICERS | access.AUDITORS
    list_display = ("node", "due", "state", "project", "responsible")
    list_display_links = None
    list_filter = (DueFilter, "state", ("owner", OwnerFilter))
    list_select_related = ("lead__site__region", "owner")
    search_fields = ("name", "lead__reference")
    search_help_text = "事项，或项目的编号"
    ordering = (OPEN_FIRST, "due_at", "pk")
    fields = ("lead", "name", "state", "due_at", "owner", "done_on", "reason", "note")
    read_only_words = "点一项，在项目的落地事项里更新、上传材料。"
    empty_words = "没有落地事项。项目签约以后，按模板排好的事项都在这里，最急的在最前。"

    def get_urls(self):
        board = self.admin_site.admin_view(board_view)
        document = self.admin_site.admin_view(document_view)
        return [
            path("board/<int:lead_id>/", board, name="landing_board"),
            path("board/<int:lead_id>/file/<int:pk>/", document, name="landing_document"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="事项", ordering="name")
    def node(self, node):
        url = f"{board_path(node.lead_id)}?node={node.pk}#node-{node.pk}"
        return format_html('<a href="{}">{}</a>', url, node.name)

    @admin.display(description="最迟", ordering="due_at")
    def due(self, node):
        words = f"{node.due_on:%Y-%m-%d}"
        if not node.is_late(timezone.now()):
            return words
        return format_html('<span class="clock clock--late">{}，过期</span>', words)

    @admin.display(description="项目", ordering="lead__reference")
    def project(self, node):
        return node.lead.company or node.lead.reference

    @admin.display(description="负责人")
    def responsible(self, node):
        return display_name(node.owner)
