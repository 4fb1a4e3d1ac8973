"""Every address of the installation; site slugs share the first segment (regions/slugs.py)."""

from django.contrib import admin
from django.urls import include, path

from portal import views
from publishing.views import media_file
from regions.views import admin_shortcut

site_patterns = [
    path("", views.site_home, name="site_home"),
    path("qr/", views.site_qr, name="site_qr"),
    path("", include("news.urls")),
    path("", include("policies.urls")),
    path("", include("parks.urls")),
    path("", include("search.urls")),
    path("", include("leads.urls")),
]

urlpatterns = [
    path("", views.network_home, name="network_home"),
    path("display/", views.display_set, name="display_set"),
    path("theme/<slug:slug>.css", views.site_theme, name="site_theme"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("editor/", include("publishing.urls")),
    path("media/<path:path>", media_file, name="media_file"),
    path("admin/r/<path:target>", admin_shortcut),
    path("admin/", admin.site.urls),
    path("<slug:site>/", include(site_patterns)),
]
