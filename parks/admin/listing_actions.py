"""What staff do to many listings at once: verified, in negotiation, held, released, taken."""

import datetime

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from parks.models import Listing
from parks.models.listing_state import LONGEST_HOLD_DAYS
from publishing.models import NotAllowedError
from regions import access


class HoldForm(forms.Form):
    """Until when, and why; both only for staff."""

    until_on = forms.DateField(
        label="锁定到（含当天）",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=f"最长 {LONGEST_HOLD_DAYS} 天。到期自动恢复为“可供”，不用再来改。",
        error_messages={"required": "请填写到期日。", "invalid": "请按 2026-12-31 的样子填写。"},
    )
    reason = forms.CharField(
        label="原因",
        max_length=120,
        help_text="只有工作人员看得到；公众只看到“洽谈中”。不要写个人姓名和电话。",
        error_messages={"required": "请写明为谁、为什么锁定。"},
    )

    def clean_until_on(self):
        until_on, today = self.cleaned_data["until_on"], timezone.localdate()
        if not today <= until_on <= today + datetime.timedelta(days=LONGEST_HOLD_DAYS):
            raise forms.ValidationError(f"到期日应在今天起 {LONGEST_HOLD_DAYS} 天内。")
        return until_on


class ListingActions:
    """Mixin of ListingAdmin."""

    state_actions = ("verify_today", "start_negotiation", "hold", "release", "mark_taken")

    @admin.action(description="标记为已核实（今天）", permissions=["change"])
    def verify_today(self, request, queryset):
        def verify(listing):
            listing.verify(by=access.post_of(request.user, listing.region), evidence="后台登记")

        self._for_each(request, queryset, verify, "核实：后台登记")

    @admin.action(description="设为洽谈中（不锁定）", permissions=["change"])
    def start_negotiation(self, request, queryset):
        self._for_each(request, queryset, Listing.start_negotiation, "洽谈中")

    @admin.action(description="意向锁定……（写明原因和到期日）", permissions=["change"])
    def hold(self, request, queryset):
        """A page in between asks until when and why."""
        is_answered = "until_on" in request.POST
        form = HoldForm(request.POST if is_answered else None)
        if form.is_valid():
            until_on, reason = form.cleaned_data["until_on"], form.cleaned_data["reason"]
            words = f"意向锁定到 {until_on}：{reason}"
            self._for_each(request, queryset, lambda row: row.hold(until_on, reason), words)
            return None
        context = self.admin_site.each_context(request) | {
            "title": "意向锁定",
            "opts": self.opts,
            "form": form,
            "listings": queryset.order_by("code"),
        }
        status = 400 if is_answered else 200
        return TemplateResponse(request, "admin/parks/hold.html", context, status=status)

    @admin.action(description="解除意向锁定", permissions=["change"])
    def release(self, request, queryset):
        self._for_each(request, queryset, Listing.release, "解除意向锁定")

    @admin.action(description="设为已租售", permissions=["change"])
    def mark_taken(self, request, queryset):
        self._for_each(request, queryset, Listing.mark_taken, "已租售")

    def _for_each(self, request, queryset, change, words):
        """`change` for every chosen row the user may change; says how many were left alone."""
        chosen = list(queryset.values_list("pk", flat=True))
        mine = self.own_rows(Listing.objects.filter(pk__in=chosen), request, self.change_roles)
        done = refused = 0
        with transaction.atomic():
            for listing in mine.select_related("region", "park").select_for_update(
                of=("self",), no_key=True
            ):
                listing._change_reason = words[:100]
                try:
                    change(listing)
                except NotAllowedError as error:
                    refused += 1
                    self.message_user(request, str(error), messages.ERROR)
                    continue
                self.log_change(request, listing, words)
                done += 1
        if done:
            self.message_user(request, f"已处理 {done} 条。", messages.SUCCESS)
        if done + refused < len(chosen):
            left = len(chosen) - done - refused
            text = f"{left} 条不在您可以修改的地区，没有改动。"
            self.message_user(request, text, messages.WARNING)
