"""Pages and small replies that need every app below."""

from portal.views.audit_trail import desk_audit, desk_audit_export
from portal.views.clock_polls import desk_clocks
from portal.views.desk import desk_tables
from portal.views.display import display_set
from portal.views.errors import csrf_failure
from portal.views.health import healthz, readyz
from portal.views.home import site_home
from portal.views.identity import share_card, site_qr, site_theme
from portal.views.jump import desk_jump
from portal.views.manual import desk_manual, desk_manual_picture
from portal.views.network import network_home, network_search, site_change
from portal.views.preferences import desk_notices, desk_preferences, first_day_hide
from portal.views.publishing_calendar import desk_calendar
from portal.views.reviews import desk_review, desk_review_queue
from portal.views.robots import robots, site_map, sitemap_index
from portal.views.saved_views import saved_view_add, saved_view_change
from portal.views.site_choice import desk_site
from portal.views.site_setup import (
    site_check,
    site_setup_add,
    site_setup_start,
    site_setup_step,
)

__all__ = [
    "csrf_failure",
    "desk_audit",
    "desk_audit_export",
    "desk_clocks",
    "desk_jump",
    "desk_notices",
    "desk_manual",
    "desk_manual_picture",
    "desk_preferences",
    "desk_calendar",
    "desk_review",
    "desk_review_queue",
    "desk_site",
    "desk_tables",
    "display_set",
    "first_day_hide",
    "healthz",
    "network_home",
    "network_search",
    "readyz",
    "robots",
    "saved_view_add",
    "saved_view_change",
    "share_card",
    "site_change",
    "site_check",
    "site_home",
    "site_map",
    "site_qr",
    "site_setup_add",
    "site_setup_start",
    "site_setup_step",
    "site_theme",
    "sitemap_index",
]
