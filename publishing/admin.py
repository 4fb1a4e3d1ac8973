"""The list of files uploaded in the editor."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat

from publishing.models import Asset, RuleSeverity, WordList
from publishing.word_list_admin import RuleSeverityAdmin, WordListAdmin
from regions.scoped_admin import ScopedModelAdmin


@admin.register(Asset)
class AssetAdmin(ScopedModelAdmin):
    """Read and, for managers, delete; files come in through the editor only."""

    list_display = ("file", "file_name", "kind", "size", "region", "uploaded_by", "created_at")
    list_filter = ("kind",)
    list_select_related = ("region", "uploaded_by")
    search_fields = ("file", "file_name", "sha256", "alt")
    ordering = ("-created_at", "-pk")
    readonly_fields = (*("region", "uploaded_by", "file", "kind", "sha256", "size", "created_at"),)
    fields = (*readonly_fields, "file_name", "alt")

    @admin.display(description="大小", ordering="size_bytes")
    def size(self, obj):
        return filesizeformat(obj.size_bytes)

    def has_add_permission(self, request, obj=None):
        return False


admin.site.register(RuleSeverity, RuleSeverityAdmin)
admin.site.register(WordList, WordListAdmin)
