"""What the admin says about a listing beside its fields."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from parks import per_mu
from parks.attributes import BY_NAME
from parks.per_mu_form import per_mu_form
from publishing.forms import links_to


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
            return format_html('<span class="badge badge--over">{}</span>', "逾期未核实，已隐藏")
        return super().status_badge(obj)

    status_badge.short_description = "状态"
    status_badge.admin_order_field = "status"

    @admin.display(description=BY_NAME["status_of_offer"].label, ordering="status_of_offer")
    def offer_state(self, listing):
        if listing.is_held():
            return f"{listing.shown_status().label}（锁定到 {listing.held_until_on}）"
        return listing.shown_status().label

    @admin.display(description="意向锁定")
    def hold_note(self, listing):
        if not listing.is_held():
            return "没有锁定"
        return f"到 {listing.held_until_on}（含当天）：{listing.hold_reason}"

    @admin.display(description="我已核实")
    def verified_how(self, listing):
        """Shown to those who may not change anything; others have the choice of the form."""
        return listing.verified_label

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

    @admin.display(description="亩均测算")
    def per_mu_note(self, listing):
        if not listing.is_land:
            return "只用于工业用地"
        if per_mu_form({}, listing) is None:
            labels = "、".join(indicator.label for indicator in per_mu.INDICATORS)
            return f"填了{labels}中的一项以后可以测算"
        url = reverse("per_mu_score", args=[listing.pk])
        return format_html('<a href="{}">用企业的计划数测算，看每项够得上几成</a>', url)
