"""Who gets what: one row for every URL name of the resolver and every model of the admin.

A row of another region is never shown and never changed, whatever the role (test_access_matrix).
"""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

ROLES = ("editor", "reviewer", "officer", "manager", "auditor")
EVERYBODY = frozenset(ROLES)
NOBODY = frozenset()
EDITORS = frozenset({"editor", "reviewer", "manager"})
OFFICERS = frozenset({"officer", "manager"})
MANAGERS = frozenset({"manager"})
AUDITED = frozenset({"officer", "manager", "auditor"})


@dataclass(frozen=True)
class Public:
    """The same status for everybody, signed in or not. `args` name objects of the world."""

    args: tuple = ()
    query: str = ""
    status: int = 200


@dataclass(frozen=True)
class Model:
    """Roles by action on rows of the role's own region; superusers may whatever the admin can."""

    view: frozenset = EVERYBODY
    add: frozenset = NOBODY
    change: frozenset = NOBODY
    delete: frozenset = NOBODY
    is_shared: bool = False  # one list for the whole network


SITE = ("site.slug",)
PUBLIC = {
    "network_home": Public(),
    "network_search": Public(query="q=厂房"),
    "display_set": Public(status=302),
    "site_theme": Public(SITE),
    "healthz": Public(),
    "readyz": Public(),
    "robots": Public(),
    "sitemap": Public(),
    "sitemap_section": Public(("'articles'",)),
    "api_schema": Public(),
    "api_docs": Public(),
    "site-list": Public(),
    "site-detail": Public(SITE),
    "listing-list": Public(),
    "listing-detail": Public(("listing.pk",)),
    "park-list": Public(),
    "park-detail": Public(("park.pk",)),
    "article-list": Public(),
    "article-detail": Public(("article.pk",)),
    "policy-list": Public(),
    "policy-detail": Public(("policy.pk",)),
    "media_file": Public(("'none.png'",), status=404),
    "preview_link_open": Public(("'1.made-up'",), status=404),
    "admin_shortcut": Public(("'1/1/'",), status=404),
    "admin:invitation": Public(("'MQ'", "'made-up'")),
    "site_home": Public(SITE),
    "site_qr": Public(SITE),
    "share_card": Public(SITE),
    "site_map": Public(SITE),
    "site_change": Public(SITE),
    "article_list": Public(SITE),
    "article_list_column": Public(("site.slug", "column.slug")),
    "article_detail": Public(("site.slug", "article.pk")),
    "article_feed": Public(SITE),
    "page_detail": Public(("site.slug", "page.slug")),
    "guide": Public(SITE),
    "guide_fit": Public(SITE),
    "guide_fit_result": Public(SITE, "kind=factory&height_min=9"),
    "policy_list": Public(SITE),
    "policy_detail": Public(("site.slug", "policy.pk")),
    "listing_list": Public(SITE),
    "land_list": Public(SITE),
    "factory_list": Public(SITE),
    "warehouse_list": Public(SITE),
    "office_list": Public(SITE),
    "listing_detail": Public(("site.slug", "listing.pk")),
    "listing_sheet": Public(("site.slug", "listing.pk")),
    "listing_sheet_pdf": Public(("site.slug", "listing.pk")),
    "listing_compare": Public(SITE),
    "shortlist": Public(SITE),
    "listing_map": Public(SITE),
    "listing_map_points": Public(SITE, "frame=94,36,96,37&zoom=9"),
    "listing_geojson": Public(),
    "park_list": Public(SITE),
    "park_detail": Public(("site.slug", "park.slug")),
    "search": Public(SITE, "q=厂房"),
    "search_suggest": Public(SITE, "q=厂房"),
    "consult": Public(SITE),
    "answer_list": Public(SITE, "message=厂房", status=302),
    "answer_solved": Public(SITE),
    "data_erased": Public(SITE, status=302),
    "callback": Public(SITE),
    "lead_status": Public(SITE),
    "lead_watch": Public(SITE, status=302),
    "consult_receipt": Public(("site.slug", "lead.reference")),
    # What a link opens: tests/proposals.
    "proposal_detail": Public(("site.slug", "'made-up'"), status=404),
    "proposal_sheet": Public(("site.slug", "'made-up'"), status=404),
}
# Not a page: only signed-in editors may post here.
EDITOR_UPLOAD = "editor_upload"
# Django's own: the login form for all, the rest for signed-in staff.
ADMIN_PAGES = {
    "admin:index": 200,
    "admin:login": 302,
    "admin:logout": 405,
    "admin:password_change": 200,
    "admin:password_change_done": 200,
    "admin:jsi18n": 200,
    # Half signed in opens these and nothing else: tests/accounts/test_second_factor_views.py.
    "admin:second_factor": 302,
    "admin:second_factor_qr": 404,
    "admin:second_factor_setup": 200,
    "admin:recovery_codes": 302,
    "admin:account_security": 200,
    "admin:desk_session_end": 405,
    "admin:autocomplete": 403,
    "admin:view_on_site": 404,
    "admin:app_list": 200,
    "desk_tables": 200,
    "desk_jump": 200,
    "desk_preferences": 200,
    "desk_site": 200,
    "desk_clocks": 400,  # of no enquiry
    "desk_manual": 200,
    "desk_manual_text": 404,  # of no text
    "desk_manual_picture": 404,
    "site_setup_step": 404,  # of no site
    "site_check": 404,
    "desk_review": 404,  # of nothing that is reviewed
    "desk_calendar": 200,
    "desk_review_queue": 200,
    "saved_view_add": 404,  # of no list
    "saved_view_change": 404,  # nobody's
    "first_day_hide": 405,
    "verification_list": 200,
    "verification_tap": 405,
    "verification_undo": 405,
    "per_mu_score": 404,
    "unknown_list": 200,
    "content_findings": 200,
    "content_findings_csv": 200,
    "unknown_detail": 200,
    "gap_list": 200,
    "gap_month": 200,
    "quiet_objects": 200,
    "quiet_objects_csv": 200,
    "gap_detail": 404,  # of no reason
}
# Of officers, walked over in tests/leads/test_entry.
ADMIN_ACTIONS = {
    "desk_notices",  # of officers: tests/portal/test_preferences.py
    "admin:leads_lead_step",
    "admin:leads_lead_file",  # tests/leads/test_answer_files.py
    "admin:leads_lead_doubles",
    "admin:leads_party",  # of officers and auditors: tests/leads/test_party_pages.py
    "admin:leads_party_merge",
    "admin:leads_party_undo",
    "admin:leads_lead_handover",  # tests/leads/test_handover.py
    "admin:leads_lead_dossiers",
    *("visit_plan", "visit_list", "visit_itinerary", "visit_calendar"),  # tests/visits
    *("claim", "claim_list"),  # of officers and auditors: tests/claims
    "proposal_plan",  # tests/proposals
    *("admin:landing_board", "admin:landing_document"),  # tests/landing/test_boards.py
    "desk_audit_export",  # of auditors: tests/portal/test_audit_trail.py
    "lead_ledger_export",  # of officers and auditors: tests/reporting/test_lead_ledger.py
    "admin:leads_lead_absences",  # tests/leads/test_absences.py
    "admin:news_article_repair",  # of editors: tests/news/test_repair_page.py
    "admin:news_article_import",  # of editors: tests/news/test_old_pages.py
    "admin:news_article_import_job",
    "admin:news_article_quarantine",
    "admin:news_article_old_page",
    "admin:news_article_old_page_file",
    "admin:regions_site_preview",  # by POST: tests/portal/test_site_preview.py
    "admin:auth_user_password_change",
}
# Reports of the desk, by the roles that read them.
REPORT_PAGES = {
    "admin:leads_lead_contact_views": frozenset({"manager", "auditor"}),
    "desk_audit": frozenset({"auditor"}),
    "admin:staff_list": MANAGERS,
    "lead_report": frozenset({"officer", "manager", "auditor"}),
}
# A new site: only whoever may add one, walked over in tests/portal/test_site_setup.
FOUNDING_PAGES = {"site_setup_start", "site_setup_add"}
# Accounts of the own region: walked over in tests/accounts/test_staff_views.
STAFF_PAGES = {"admin:staff_add", "admin:staff_detail", "admin:staff_act"}
# Lists of leads, of whoever brought them in: walked over in tests/leads/test_lead_lists.
LIST_PAGES = {
    "admin:leads_lead_import",
    "admin:leads_lead_import_template",
    "admin:leads_lead_import_job",
    "admin:leads_lead_import_faults",
}
# Imports and exports of listings: pages of editors, walked over in tests/exchange/test_views.
TRANSFER_PAGES = {
    "admin:parks_listing_import",
    "admin:parks_listing_import_template",
    "admin:parks_listing_import_job",
    "admin:parks_listing_import_faults",
    "admin:parks_listing_export",
    "admin:parks_listing_export_job",
    "admin:parks_listing_export_file",
}
ADMIN_MODELS = {
    "auth.user": Model(view=NOBODY, is_shared=True),
    "axes.accessattempt": Model(view=NOBODY, is_shared=True),
    "axes.accessfailurelog": Model(view=NOBODY, is_shared=True),
    "axes.accesslog": Model(view=NOBODY, is_shared=True),
    "leads.lead": Model(view=AUDITED, add=OFFICERS),  # worked on by steps, see LEAD_STEP_ROLES
    "leads.outbox": Model(view=AUDITED),
    "leads.promise": Model(view=AUDITED),
    "leads.routingrule": Model(view=AUDITED, add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "leads.noticechannel": Model(
        view=frozenset({"manager", "auditor"}), add=MANAGERS, change=MANAGERS, delete=MANAGERS
    ),
    "leads.calendarperiod": Model(is_shared=True),
    "leads.officehours": Model(view=AUDITED, add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "leads.clockrule": Model(view=AUDITED, add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "leads.replytemplate": Model(view=OFFICERS, add=OFFICERS, change=MANAGERS, delete=MANAGERS),
    "landing.landingnode": Model(view=AUDITED),
    "landing.nodetemplate": Model(view=AUDITED, add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "ratings.rating": Model(view=frozenset({"manager", "auditor"}), change=MANAGERS),
    "leads.lostreason": Model(is_shared=True),
    "leads.stagegate": Model(is_shared=True),
    "visits.refusalreason": Model(is_shared=True),
    "leads.topic": Model(is_shared=True),
    "news.article": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "news.column": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "news.kindtag": Model(is_shared=True),
    "news.sitepage": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "parks.exportlog": Model(view=frozenset({"manager", "auditor"})),
    "parks.importjob": Model(view=EDITORS | {"auditor"}),
    "parks.industry": Model(is_shared=True),
    "maps.mapfeature": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "parks.kindrule": Model(is_shared=True),
    "parks.listing": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "parks.park": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "policies.policy": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "policies.policycategory": Model(is_shared=True),
    "publishing.asset": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "publishing.ruleseverity": Model(add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "publishing.wordlist": Model(add=MANAGERS, delete=MANAGERS),
    "search.synonymgroup": Model(is_shared=True),
    "regions.friendlink": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "regions.membership": Model(
        view=frozenset({"manager", "auditor"}), add=MANAGERS, change=MANAGERS, delete=MANAGERS
    ),
    "regions.menuitem": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "regions.redirect": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "regions.region": Model(),
    "regions.servicetile": Model(add=EDITORS, change=EDITORS, delete=MANAGERS),
    "regions.site": Model(change=MANAGERS),
    "search.missedquery": Model(view=EDITORS),
}
LEAD_STEP_ROLES = OFFICERS
MODEL_VIEWS = (
    *("changelist", "add", "change", "delete", "history", "simple_history"),
    *("undo", "restore", "preview_links", "pending_change", "review"),
)


def url_names(resolver=None, namespace=""):
    """Every "namespace:name" the resolver knows; a pattern without a name shows its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}"
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from url_names(entry, inner)


def known_names():
    """Every name that has a row above."""
    models = {
        f"admin:{label.replace('.', '_')}_{view}" for label in ADMIN_MODELS for view in MODEL_VIEWS
    }
    # Old addresses of change forms, and the admin's own 404.
    unnamed = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}
    desk = {
        *ADMIN_PAGES,
        *ADMIN_ACTIONS,
        *REPORT_PAGES,
        *LIST_PAGES,
        *TRANSFER_PAGES,
        *STAFF_PAGES,
        *FOUNDING_PAGES,
        *models,
        *unnamed,
    }
    return {*PUBLIC, EDITOR_UPLOAD, *desk}
