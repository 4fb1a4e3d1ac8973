"""How the desk's lists of everything publishable are narrowed, and what their rows know."""

from django.contrib import admin
from django.utils.timezone import localtime

from publishing import workflow
from publishing.models import PendingChange
from publishing.pending_changes import OPEN
from regions.bounded_paginator import BoundedChangeList


class WriterFilter(admin.SimpleListFilter):
    title = "作者"
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", "我写的")]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() == "1" else queryset


class PublicFilter(admin.SimpleListFilter):
    """What readers see by now, what they will, and what they saw."""

    title = "公开"
    parameter_name = "public"

    def lookups(self, request, model_admin):
        choices = [("now", "公开中"), ("later", "定时公开"), ("over", "已下线")]
        can_hide = hasattr(model_admin.model.objects, "hidden_as_stale")
        return [*choices, ("hidden", "逾期隐藏")] if can_hide else choices

    def queryset(self, request, queryset):
        now, approved = localtime(), queryset.filter(status=workflow.APPROVED)
        match self.value():
            case "now":
                return queryset.published(now)
            case "later":
                return approved.filter(publish_at__gt=now)
            case "over":
                return approved.filter(expire_at__lte=now)
            case "hidden":
                return queryset.hidden_as_stale(now)
        return queryset


class WithPendingChanges(BoundedChangeList):
    """Rows know of the change that waits beside them, in the query of the list itself."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return rows.annotate(change_state=PendingChange.objects.state_of_each(rows.model))


class PendingChangeFilter(admin.SimpleListFilter):
    """Public rows beside which a change waits."""

    title = "改动"
    parameter_name = "change"

    def lookups(self, request, model_admin):
        state = PendingChange.State
        return [
            (state.IN_REVIEW, "有改动待审"),
            (state.RETURNED, "改动被退回"),
            (state.DRAFT, "改动没写完"),
        ]

    def queryset(self, request, queryset):
        if self.value() not in OPEN:
            return queryset
        return PendingChange.objects.filter(state=self.value()).rows_of(queryset)
