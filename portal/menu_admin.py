"""The main menu of a site and its own links in the footer, as its editors keep them."""

from django.contrib import admin

from core.seen_version import SeenVersionForm
from portal.tile_admin import SiteItemAdmin, TargetColumn
from portal.tile_forms import TargetForm
from regions.models import MenuItem
from regions.used_values import UsedValues

MOST_IN_MENU = 8  # in two rows on a phone
FULL = f"主菜单最多 {MOST_IN_MENU} 项：先去掉一项的“显示”。"
TAKEN = "这里已经有同名的一项，换个名称。"


class MenuItemForm(TargetForm, SeenVersionForm):
    def clean(self):
        cleaned = super().clean()
        others = MenuItem.objects.filter(site=self.site, place=cleaned.get("place"))
        others = others.exclude(pk=self.instance.pk)
        is_shown_there = cleaned.get("is_active") and cleaned.get("place") == MenuItem.Place.MAIN
        if others.filter(title=cleaned.get("title")).exists():
            self.add_error("title", TAKEN)
        if is_shown_there and others.filter(is_active=True).count() >= MOST_IN_MENU:
            self.add_error("is_active", FULL)
        return cleaned


@admin.register(MenuItem)
class MenuItemAdmin(TargetColumn, SiteItemAdmin):
    form = MenuItemForm
    hidden_words = "（读者打不开，网站上已不显示）"
    list_display = ("title", "site", "place", "leads_to", "position", "is_active")
    list_filter = (("site", UsedValues), "place", "is_active")
    search_fields = ("title",)
    ordering = ("site", "-place", "position", "pk")
    fields = ("site", "place", "title", "target", "target_key", "position", "is_active")
    empty_words = "主菜单没有登记时，网站用常用的六项；要换名字、换先后，就从这里登记自己的。"
