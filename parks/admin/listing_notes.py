"""What the desk says about a listing beside its fields."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.timezone import localtime

from publishing.desk import links_to


class ListingNotes:
    """Mixin of ListingAdmin."""

    @admin.display(description="标题与编号", ordering="code")
    def title_and_code(self, listing):
        return format_html("{}<br>{}", listing.title, listing.code)

    @admin.display(description="园区", ordering="park__name")
    def park_name(self, listing):
        return listing.park

    @admin.display(description="核实", ordering="verified_at")
    def freshness(self, listing):
        return listing.verified_label

    @admin.display(description="完整度")
    def completeness_percent(self, listing):
        return f"{listing.completeness()}%"

    def status_badge(self, obj):
        if obj.is_stale_hidden():
            return format_html('<span class="badge badge--over">逾期未核实，已隐藏</span>')
        return super().status_badge(obj)

    status_badge.short_description = "状态"
    status_badge.admin_order_field = "status"

    @admin.display(description="意向锁定")
    def hold_note(self, listing):
        if not listing.is_held():
            return "没有锁定"
        return f"到 {listing.held_until_on}（含当天）：{listing.hold_reason}"

    @admin.display(description="期限")
    def freshness_note(self, listing):
        if listing.pk is None:
            return "保存后显示"
        if listing.hidden_at is None:
            return ""
        stale, hidden = (
            f"{localtime(at):%Y-%m-%d}" for at in (listing.stale_at, listing.hidden_at)
        )
        return f"{stale} 起标“待核实”，{hidden} 起从网站隐藏，除非重新核实"

    @admin.display(description="完整度")
    def completeness_note(self, listing):
        if listing.pk is None:
            return "保存后显示"
        missing = listing.missing_facts()
        return format_html(
            "{}%{}{}", listing.completeness(), "，还缺：" if missing else "", links_to(missing)
        )
