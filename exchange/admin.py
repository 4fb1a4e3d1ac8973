"""Who brought lists in and took them out: to read, for managers and auditors."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from exchange.import_kinds import kind_of
from parks.models import ExportLog, ImportJob
from regions import access
from regions.models import Membership
from regions.scoped_admin import ScopedModelAdmin


class RecordAdmin(ScopedModelAdmin):
    """Nobody adds, changes or deletes a record."""

    ordering = ("-pk",)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportJob)
class ImportJobAdmin(RecordAdmin):
    """Lists of listings for editors, of leads for managers; auditors read both."""

    view_roles = access.EDITORS | access.AUDITORS
    list_display = (
        *("name", "kind", "region", "user", "state", "created_at"),
        *("new_rows", "changed_rows", "same_rows", "faulty_rows"),
    )
    list_filter = ("kind", "state")
    list_select_related = ("region", "user")
    search_fields = ("name", "sha256")
    fields = readonly_fields = (
        *(
            "page",
            "name",
            "kind",
            "region",
            "user",
            "is_by_operator",
            "is_clearing",
            "state",
            "reason",
        ),
        *("size", "sha256", "total", "done", "new_rows", "changed_rows", "same_rows"),
        *("reopened_rows", "faulty_rows", "created_at", "checked_at", "finished_at"),
    )

    def own_rows(self, queryset, request, roles):
        own = Q(pk__in=())
        for kind in ImportJob.Kind:
            rows = queryset.filter(kind=kind)
            may_read = roles & (kind_of(ImportJob(kind=kind)).roles | access.AUDITORS)
            own |= Q(pk__in=super().own_rows(rows, request, may_read).values("pk"))
        return queryset.filter(own)

    @admin.display(description="大小")
    def size(self, job):
        return filesizeformat(job.size_bytes)

    @admin.display(description="导入页面")
    def page(self, job):
        if job.kind == ImportJob.Kind.LEADS:
            address = reverse("admin:leads_lead_import_job", args=[job.pk])
            return format_html('<a href="{}">查看逐行结果（导入人可用）</a>', address)
        if job.kind == ImportJob.Kind.PAGES:
            address = reverse("admin:news_article_import_job", args=[job.pk])
            return format_html('<a href="{}">查看逐页结果（编辑可用）</a>', address)
        address = reverse("admin:parks_listing_import_job", args=[job.pk])
        return format_html('<a href="{}">查看逐行结果（编辑可用）</a>', address)


@admin.register(ExportLog)
class ExportLogAdmin(RecordAdmin):
    view_roles = access.MANAGERS | access.AUDITORS
    list_display = ("created_at", "user", "reason", "region", "format", "rows", "filters")
    list_filter = ("format",)
    list_select_related = ("region", "user")
    fields = readonly_fields = (
        *("created_at", "user", "reason", "region", "format", "rows", "filters"),
    )

    def own_rows(self, queryset, request, roles):
        """Also exports over several regions, by accounts that then held a grant in an own one."""
        rows = super().own_rows(queryset, request, roles)
        if request.user.is_superuser:
            return rows
        held = Membership.objects.held_at("user", "created_at")
        held = access.scope(held, request.user, lookup="region", roles=roles)
        inside = held.filter(region__path__startswith=OuterRef("region__path"))
        is_shared = Exists(inside) | Q(Exists(held), region=None)
        return queryset.filter(Q(pk__in=rows.values("pk")) | is_shared)

    def has_view_permission(self, request, obj=None):
        if super().has_view_permission(request, obj):
            return True
        return obj is not None and self.get_queryset(request).filter(pk=obj.pk).exists()
