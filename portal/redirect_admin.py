"""转址: old addresses that an office sends on to pages of its site (portal.typed_redirects)."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from core.seen_version import SeenVersionForm
from portal.tile_admin import SiteItemAdmin
from portal.typed_redirects import old_path_of, target_of
from regions.models import Redirect
from regions.used_values import UsedValues


class RedirectForm(SeenVersionForm):
    class Meta:
        model = Redirect
        fields = ("site", "old_path", "target", "note")
        help_texts = {
            "old_path": "打不开的旧网址，从浏览器地址栏整个复制来。"
            "改过名、搬过的内容会自动转，不用写。",
            "target": "打开要转到的页面，把地址栏里的网址复制来；只能是这个站点自己的页面。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            start = f"/{self.instance.site.slug}"
            shown = self.initial.keys() & {"old_path", "target"}  # none to who only reads
            self.initial |= {name: start + self.initial[name] for name in shown}

    def clean(self):
        cleaned = super().clean()
        site = cleaned.get("site") or (self.instance.site if self.instance.pk else None)
        for name, checked in (("old_path", old_path_of), ("target", target_of)):
            if site and cleaned.get(name):
                try:
                    cleaned[name] = checked(cleaned[name], site)
                except ValidationError as error:
                    self.add_error(name, error)
        if self._is_known(site, cleaned):
            self.add_error("old_path", "这个旧网址已经有一条转址了，改那一条。")
        return cleaned

    def _is_known(self, site, cleaned):
        """Said at the field, and also where the site is no field of the form."""
        found = Redirect.objects.filter(site=site, old_path=cleaned.get("old_path", ""))
        return found.exclude(pk=self.instance.pk).exists()


@admin.register(Redirect)
class RedirectAdmin(SiteItemAdmin):
    form = RedirectForm
    list_display = ("old_path", "target", "site", "note")
    list_filter = (("site", UsedValues),)
    search_fields = ("old_path", "target", "note")
    ordering = ("site", "old_path", "pk")
    fields = ("site", "old_path", "target", "note")
    empty_words = (
        "改过名、搬过的内容会自动转，不用登记；别处还在用的旧网址打不开了，在这里登记一条。"
    )
