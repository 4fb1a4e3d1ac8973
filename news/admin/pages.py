"""Standing pages of a site."""

from django.contrib import admin
from django.db.models import Q

from news.models import SitePage
from publishing.workflow_admin import PUBLISHING, RECORD, PublishableAdmin
from regions.used_values import UsedValues


@admin.register(SitePage)
class SitePageAdmin(PublishableAdmin):
    region_lookup = "site__region"
    list_display = ("title", "status_badge", "site", "slug", "position", "public_since")
    list_filter = ("status", ("site", UsedValues))
    signed_unopened = Q(pk__isnull=False)
    list_select_related = ("site",)
    search_fields = ("title", "slug")
    ordering = ("site", "position", "pk")
    fieldsets = (
        (
            None,
            {
                "fields": ("site", "title", "slug", "summary", "body", "position"),
                "description": "关于本站、隐私、无障碍等长期页面。"
                "网址标识用小写字母，如 about；改了以后，旧网址自动转到新网址。",
            },
        ),
        PUBLISHING,
        RECORD,
    )
