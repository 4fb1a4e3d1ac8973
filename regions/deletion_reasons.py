"""Why rows are deleted from a list: asked on the page in between, kept in their records."""

from django.contrib import admin
from django.contrib.admin import actions
from django.contrib.admin.models import DELETION, LogEntry
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

USED_MEANWHILE = (IntegrityError, ProtectedError)
LONGEST_REASON = 100


class DeletionReasonsMixin:
    """For admin classes whose lists ask for a reason."""

    def log_deletions(self, request, queryset):
        """With the reason, where delete_selected() asked for one."""
        reason = request.POST.get("reason", "").strip()
        return LogEntry.objects.log_actions(
            request.user.pk, queryset, DELETION, change_message=reason
        )


@admin.action(description="删除…", permissions=["delete"])
def delete_selected(model_admin, request, queryset):
    """All or none, with a reason for the record; without one the page comes back as it was sent."""
    asks_reason = isinstance(model_admin, DeletionReasonsMixin)
    refusal = _reason_refusal(request) if asks_reason and "post" in request.POST else ""
    if refusal:
        request.POST = request.POST.copy()
        del request.POST["post"]
    page = _delete_selected(model_admin, request, queryset)
    if page is not None:
        page.status_code = 400 if refusal else page.status_code
        page.context_data |= {
            "asks_reason": asks_reason,
            "refusal": refusal,
            "reason": request.POST.get("reason", ""),
            "longest_reason": LONGEST_REASON,
        }
    return page


def _reason_refusal(request):
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return "没有删除：请写明为什么删除。"
    if len(reason) > LONGEST_REASON:
        return f"没有删除：原因最多 {LONGEST_REASON} 个字，现在有 {len(reason)} 个。"
    return ""


def _delete_selected(model_admin, request, queryset):
    """Looks again when overtaken: the page now shows what stands against it."""
    try:
        with transaction.atomic():
            return actions.delete_selected(model_admin, request, queryset.all())
    except USED_MEANWHILE:
        return actions.delete_selected(model_admin, request, queryset)


admin.site.add_action(delete_selected)
