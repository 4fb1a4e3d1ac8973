"""The editors' desk: admin base for everything publishable (owner: the publishing app)."""

from simple_history.admin import SimpleHistoryAdmin

from regions.scoped_admin import ScopedModelAdmin


class PublishableAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    """Drafts are written by editors and made public by reviewers, by the model's own methods."""

    readonly_fields = ("status", "created_by", "approved_by", "created_at", "updated_at")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
