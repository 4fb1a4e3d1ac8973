"""axe-core over every page of the desk: light, dark and 大字版, before a desk and on a phone.

A page is opened once; what it looks like hangs on attributes of <html>, which are switched here as
the account's preferences set them. Colours are measured once in each look: they take the longest.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from landing.models import LandingNode
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import COLOURS, TAGS
from tests.factories import ArticleFactory
from tests.leads.factories import LeadFactory

DARK, CARE = {"theme": "dark"}, {"mode": "care"}
EVERY_RULE = {"runOnly": {"type": "tag", "values": TAGS}}
SHAPE = EVERY_RULE | {"rules": {rule: {"enabled": False} for rule in COLOURS}}
COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
LOOKS = {
    "light": (DESK, {}, EVERY_RULE),
    "dark": (DESK, DARK, COLOUR),
    "大字版": (DESK, CARE, SHAPE),
    "phone": (PHONE, {}, SHAPE),
    "phone, 大字版": (PHONE, CARE, EVERY_RULE),
}
PHONE_IN_THE_DARK = {"phone, dark": (PHONE, DARK, COLOUR)}
A_FEW = ("start", "articles", "article", "staff")
# Colours on their way are no colours of ours.
WEAR = """look => {
    for (const name of ["theme", "mode"]) {
        delete document.documentElement.dataset[name];
    }
    Object.assign(document.documentElement.dataset, look);
    document.getAnimations().forEach((animation) => animation.finish());
}"""
# Django's own scripts as they come: select2 gives its search field of many choices no label,
# SelectFilter2 names a mark that has no role.
RUN = """options => axe.run(
    { exclude: [".select2-container", ".help-tooltip"] },
    { ...options, resultTypes: ["violations"] }
).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(
        ({ html, any }) => [id, html.slice(0, 160), ...any.map(({ message }) => message)].join(" ")
    ))
)"""
# An editor that is still being made says things of itself that it takes back.
EDITORS_ARE_READY = """() => new Promise((done) => {
    const look = () => Object.values(window.CKEDITOR?.instances ?? {})
        .every(({ status }) => status === "ready") ? done() : setTimeout(look, 20);
    look();
})"""
FACTS = """() => [
    document.querySelectorAll("h1").length,
    document.documentElement.scrollWidth - window.innerWidth,
]"""


def chiefs_pages(world):
    """Name → path of each kind of page that a chief opens."""
    caught = LeadFactory(site=world.site, is_quarantined=True)
    chief = world.membership.user

    signed = LeadFactory(site=world.site, stage="signed")
    node = {"owner": chief, "name": "环评", "due_at": timezone.now()}
    LandingNode.objects.create(lead=signed, **node)
    text = ArticleFactory(column=world.column, status="in_review")

    def of(row, page="change"):
        meta = row._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])

    return {
        "start": reverse("admin:index"),
        "articles": reverse("admin:news_article_changelist"),
        "articles: nothing found": reverse("admin:news_article_changelist") + "?q=zzqq",
        "article": of(world.article),
        "article: new": reverse("admin:news_article_add"),
        "article: history": of(world.article, "history"),
        "article: returned": reverse("desk_review", args=["article", text.pk]),
        "article: preview links": of(world.article, "preview_links"),
        "article: deleted": of(world.article, "delete"),
        "places": reverse("admin:parks_listing_changelist"),
        "place": of(world.listing),
        "land": of(world.land),
        "park": of(world.park),
        "policy": of(world.policy),
        "policies": reverse("admin:policies_policy_changelist"),
        "fixed page": of(world.page),
        "picture": of(world.asset),
        "pictures": reverse("admin:publishing_asset_changelist"),
        "enquiries": reverse("admin:leads_lead_changelist"),
        "enquiry: new": reverse("admin:leads_lead_add"),
        "enquiry: waits": of(world.waiting),
        "enquiry: answered": of(world.lead),
        "enquiry: quarantined": of(caught),
        "visit": reverse("visit_plan", args=[world.waiting.pk]),
        "visits": reverse("visit_list"),
        "landing board": reverse("admin:landing_board", args=[signed.pk]),
        "gaps": reverse("gap_list"),
        "figures": reverse("lead_report"),
        "gaps of a month": reverse("gap_month"),
        "seen much": reverse("quiet_objects"),
        "quarantine": reverse("admin:leads_lead_changelist") + "?box=quarantine",
        "contact views": reverse("admin:leads_lead_contact_views"),
        "first talk": reverse("claim", args=[world.lead.pk]),
        "first talks": reverse("claim_list"),
        "to verify": reverse("verification_list"),
        "unknown facts": reverse("unknown_list"),
        "unknown facts: one": reverse("unknown_detail", args=["load_min"]),
        "import": reverse("admin:parks_listing_import"),
        "export": reverse("admin:parks_listing_export"),
        "staff": reverse("admin:staff_list"),
        "staff: new": reverse("admin:staff_add"),
        "staff: one": reverse("admin:staff_detail", args=[chief.pk]),
        "grant": of(world.membership),
        "site": of(world.site),
        "column": of(world.column),
        "view: new": reverse("saved_view_add") + "?list=news.article",
        "jump": reverse("desk_jump") + "?q=园区",
        "tables": reverse("desk_tables"),
        "preferences": reverse("desk_preferences"),
        "security": reverse("admin:account_security"),
        "second factor": reverse("admin:second_factor_setup"),
        "password": reverse("admin:password_change"),
    }


def complaints_in_all_looks(page, looks=LOOKS):
    """What is wrong with the page at hand, each with the looks in which it is."""
    found = {}
    page.evaluate(AXE_SCRIPT)
    for name, (viewport, worn, rules) in looks.items():
        page.set_viewport_size(viewport)
        page.evaluate(WEAR, worn)
        headings, overflow = page.evaluate(FACTS)
        complaints = page.evaluate(RUN, rules)
        complaints += [] if headings == 1 else [f"{headings} h1"]
        complaints += [] if overflow <= 0 else [f"{overflow} px too wide"]
        for complaint in complaints:
            found.setdefault(complaint, []).append(name)
    return [f"{complaint} ({', '.join(names)})" for complaint, names in found.items()]


def complaints_of_pages(page, paths, looks=LOOKS):
    found = []
    for name, path in paths.items():
        answer = page.goto(path)
        assert (name, answer.status) == (name, 200)
        page.evaluate(EDITORS_ARE_READY)
        page.set_viewport_size(DESK)
        found += [f"{name}: {complaint}" for complaint in complaints_in_all_looks(page, looks)]
    return found


@pytest.mark.sample
def test_a_few_pages_are_accessible_in_every_look(sign_in, world):
    page, _ = sign_in("manager", "zhang")
    paths = chiefs_pages(world)
    few = {name: paths[name] for name in A_FEW}
    assert complaints_of_pages(page, few, LOOKS | PHONE_IN_THE_DARK) == []


def test_pages_of_a_chief_are_accessible_in_every_look(sign_in, world):
    page, _ = sign_in("manager", "zhang")
    paths = chiefs_pages(world)
    few = {name: paths.pop(name) for name in A_FEW}
    found = complaints_of_pages(page, few, LOOKS | PHONE_IN_THE_DARK)
    assert found + complaints_of_pages(page, paths) == []


def test_lists_and_empty_forms_of_all_tables_are_accessible(sign_in, world, rf):
    """What nobody has designed as well: plain forms in the desk's clothes."""
    page, user = sign_in("manager", "zhang")
    user.is_superuser = True
    user.save()
    request = rf.get("/")
    request.user = user
    paths = {}
    for model, model_admin in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        paths[name] = reverse(f"admin:{name}_changelist")
        if model_admin.has_add_permission(request):
            paths[f"{name}: new"] = reverse(f"admin:{name}_add")
    looks = {name: LOOKS[name] for name in ("light", "phone, 大字版")}
    assert complaints_of_pages(page, paths, looks) == []


def test_records_are_accessible_to_who_audits(sign_in, world):
    page, _ = sign_in("auditor", "wu")
    assert complaints_of_pages(page, {"records": reverse("desk_audit")}, LOOKS) == []


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer", "auditor"])
def test_start_pages_are_accessible_in_every_look(sign_in, world, role):
    page, _ = sign_in(role, "zhang")
    assert complaints_of_pages(page, {"start": "/admin/"}) == []
