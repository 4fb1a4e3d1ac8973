"""What staff do to many listings at once: verified, in negotiation, held, released, taken."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse

from parks.admin.forms import HoldForm
from parks.models import Listing
from publishing.workflow_admin import PublishableAdmin
from regions import access

# What history says of each; the last is followed by the day and why.
VERIFIED, NEGOTIATING = "核实：后台登记", "洽谈中"
RELEASED, TAKEN = "解除意向锁定", "已租售"
HELD = "意向锁定到 "


class ListingActions:
    """Mixin of ListingAdmin: corrections, public at once (publishing.corrections)."""

    state_actions = ("verify_today", "start_negotiation", "hold", "release", "mark_taken")
    undoable_words = PublishableAdmin.undoable_words | dict.fromkeys(
        (VERIFIED, NEGOTIATING, RELEASED, TAKEN), access.EDITORS
    )
    undoable_beginnings = (HELD,)

    @admin.action(description="今天已核实", permissions=["change"])
    def verify_today(self, request, queryset):
        def verify(listing):
            listing.verify(by=access.post_of(request.user, listing.region), evidence="后台登记")

        self._for_each(request, queryset, verify, VERIFIED)

    @admin.action(description="设为洽谈中", permissions=["change"])
    def start_negotiation(self, request, queryset):
        self._for_each(request, queryset, Listing.start_negotiation, NEGOTIATING)

    @admin.action(description="意向锁定…", permissions=["change"])
    def hold(self, request, queryset):
        """A page in between asks until when and why."""
        is_answered = "until_on" in request.POST
        form = HoldForm(request.POST if is_answered else None)
        if form.is_valid():
            until_on, reason = form.cleaned_data["until_on"], form.cleaned_data["reason"]
            words = f"{HELD}{until_on}：{reason}"
            self._for_each(request, queryset, lambda row: row.hold(until_on, reason), words)
            return None
        context = self.admin_site.each_context(request) | {
            "title": "意向锁定",
            "opts": self.opts,
            "form": form,
            "listings": queryset.order_by("code"),
        }
        status = 400 if is_answered else 200
        return TemplateResponse(request, "admin/parks/listing/hold.html", context, status=status)

    @admin.action(description="解除锁定", permissions=["change"])
    def release(self, request, queryset):
        self._for_each(request, queryset, Listing.release, RELEASED)

    @admin.action(description="设为已租售", permissions=["change"])
    def mark_taken(self, request, queryset):
        self._for_each(request, queryset, Listing.mark_taken, TAKEN)

    def _for_each(self, request, queryset, change, words):
        """`change` for every chosen row the user may change; says how many were left alone."""
        chosen = set(queryset.values_list("pk", flat=True))
        rows = Listing.objects.filter(pk__in=chosen).select_related("region", "park")
        mine = self.own_rows(rows, request, self.change_roles)
        done, refused = self.change_each(request, mine, change, words)
        if done:
            said = self.with_undo(f"已处理 {len(done)} 条。", done)
            self.message_user(request, said, messages.SUCCESS)
        if left := len(chosen) - len(done) - refused:
            text = f"{left} 条不在您可以修改的地区，没有改动。"
            self.message_user(request, text, messages.WARNING)
