"""Every address of the installation; site slugs share the first segment (regions/slugs.py)."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from exchange.urls import admin_urlpatterns as exchange_urlpatterns
from parks.models import ListingFile
from portal import views
from portal.media_rights import media_right, shown_by_link
from portal.sitemaps import SITEMAPS
from publishing.models import Asset
from publishing.preview_link_views import preview_link_open
from publishing.views import media_file
from regions.views import admin_shortcut

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.page_not_found"
handler500 = "portal.views.errors.server_error"
hourly = cache_control(public=True, max_age=3600)
admin_urlpatterns, *admin_namespace = admin.site.urls

site_patterns = [
    path("", views.site_home, name="site_home"),
    path("qr/", views.site_qr, name="site_qr"),
    path("card.png", views.share_card, name="share_card"),
    path("site-map/", views.site_map, name="site_map"),
    path("change/", views.site_change, name="site_change"),
    path("", include("news.urls")),
    path("", include("policies.urls")),
    path("", include("finding.urls")),
    path("", include("maps.urls")),
    path("", include("parks.urls")),
    path("", include("search.urls")),
    path("", include("matching.urls")),
    path("", include("answers.urls")),
    path("", include("privacy.urls")),
    path("", include("leads.urls")),
    path("", include("proposals.urls")),
]

urlpatterns = [
    path("", views.network_home, name="network_home"),
    path("search/", views.network_search, name="network_search"),
    path("display/", views.display_set, name="display_set"),
    path("theme/<slug:slug>.css", views.site_theme, name="site_theme"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        keep_page(number="p")(require_safe(hourly(sitemap))),
        {"sitemaps": SITEMAPS},
        name="sitemap_section",
    ),
    path("preview/<str:token>/", preview_link_open, name="preview_link_open"),
    path("api/", include("portal.api")),
    path("editor/", include("publishing.urls")),
    path(
        "media/<path:path>",
        media_file,
        {
            "right_of": media_right,
            "shown_by_link": shown_by_link,
            "document_names": (ListingFile.objects.name_of, Asset.objects.name_of),
        },
        name="media_file",
    ),
    path("admin/r/<path:target>", admin_shortcut, name="admin_shortcut"),
    path("admin/tables/", admin.site.admin_view(views.desk_tables), name="desk_tables"),
    path("admin/jump/", admin.site.admin_view(views.desk_jump), name="desk_jump"),
    path("admin/calendar/", admin.site.admin_view(views.desk_calendar), name="desk_calendar"),
    path(
        "admin/review/",
        admin.site.admin_view(views.desk_review_queue),
        name="desk_review_queue",
    ),
    path(
        "admin/review/<slug:kind>/<int:pk>/",
        admin.site.admin_view(views.desk_review),
        name="desk_review",
    ),
    path(
        "admin/preferences/",
        admin.site.admin_view(views.desk_preferences),
        name="desk_preferences",
    ),
    path(
        "admin/preferences/notices/",
        admin.site.admin_view(views.desk_notices),
        name="desk_notices",
    ),
    path(
        "admin/preferences/first-day/",
        admin.site.admin_view(views.first_day_hide),
        name="first_day_hide",
    ),
    path("admin/site/", admin.site.admin_view(views.desk_site), name="desk_site"),
    path("admin/audit/", admin.site.admin_view(views.desk_audit), name="desk_audit"),
    path(
        "admin/audit/export/",
        admin.site.admin_view(views.desk_audit_export),
        name="desk_audit_export",
    ),
    path("admin/clocks/", admin.site.admin_view(views.desk_clocks), name="desk_clocks"),
    path("admin/manual/", admin.site.admin_view(views.desk_manual), name="desk_manual"),
    path(
        "admin/manual/<slug:name>/",
        admin.site.admin_view(views.desk_manual),
        name="desk_manual_text",
    ),
    path(
        "admin/manual/images/<slug:name>.png",
        admin.site.admin_view(views.desk_manual_picture),
        name="desk_manual_picture",
    ),
    path("admin/views/add/", admin.site.admin_view(views.saved_view_add), name="saved_view_add"),
    path(
        "admin/views/<int:pk>/",
        admin.site.admin_view(views.saved_view_change),
        name="saved_view_change",
    ),
    path(
        "admin/sites/new/", admin.site.admin_view(views.site_setup_start), name="site_setup_start"
    ),
    path(
        "admin/sites/new/<int:adcode>/",
        admin.site.admin_view(views.site_setup_add),
        name="site_setup_add",
    ),
    path("admin/sites/<int:pk>/check/", admin.site.admin_view(views.site_check), name="site_check"),
    path(
        "admin/sites/<int:pk>/<slug:key>/",
        admin.site.admin_view(views.site_setup_step),
        name="site_setup_step",
    ),
    path("admin/worklists/", include("upkeep.urls")),
    path("admin/visits/", include("visits.urls")),
    path("admin/claims/", include("claims.urls")),
    path("admin/proposals/", include("proposals.desk_urls")),
    path("admin/figures/", include("reporting.urls")),
    path("admin/", ([*exchange_urlpatterns, *admin_urlpatterns], *admin_namespace)),
    path("<slug:site>/", include(site_patterns)),
]
