"""Every URL × every role × own and other region × anonymous, walked from the resolver."""

from contextlib import suppress

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, path, reverse

from accounts.models import Authenticator
from leads.admin.act_forms import STEPS
from portal import urls
from regions.models import Membership
from tests import factories
from tests.portal import access_matrix as matrix
from tests.world import marked_world, shared_row

MARKER = "jinsique"
ANONYMOUS, SUPERUSER = "anonymous", "superuser"
NEEDS_ROW = {"change", "delete", "history", "preview_links", "pending_change", "review"}
REFUSED = {302, 403, 404, 405}
VISITORS = (ANONYMOUS, *matrix.ROLES, SUPERUSER)


@pytest.fixture(scope="module")
def worlds(kept):
    """All that there is of two counties, made once: what a test changes is rolled back after it."""
    prefecture = factories.RegionFactory(adcode="632800", name="海西州")
    regions = factories.RegionFactory.create_batch(2, parent=prefecture)
    own, other = (factories.SiteFactory(region=region) for region in regions)
    return marked_world(own, "ziji"), marked_world(other, MARKER)


@pytest.fixture
def own(worlds, db):
    return worlds[0]


@pytest.fixture
def site(own):
    return own.site


@pytest.fixture
def foreign(worlds, db):
    """The same rows in another county: nothing of it may reach our staff."""
    return worlds[1]


@pytest.fixture
def sign_in(client, site):
    """sign_in("editor") → a client with that role in the own region."""

    def make(visitor):
        client.logout()
        if visitor != ANONYMOUS:
            user = factories.UserFactory(is_superuser=visitor == SUPERUSER)
            if visitor in matrix.ROLES:
                factories.MembershipFactory(user=user, region=site.region, role=visitor)
            client.force_login(user)
        return client

    return make


def test_every_address_has_a_row():
    assert set(matrix.url_names()) - matrix.known_names() == set()


def test_every_admin_model_has_a_row():
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered == set(matrix.ADMIN_MODELS)


def test_a_new_address_would_fail():
    planted = path("planted/", lambda request: None, name="planted")
    resolver = type("Resolver", (), {"url_patterns": [*urls.urlpatterns, planted]})
    assert set(matrix.url_names(resolver)) - matrix.known_names() == {"planted"}


@pytest.mark.parametrize("visitor", VISITORS)
def test_public_addresses_answer_everybody_alike(visitor, sign_in, own):
    client = sign_in(visitor)
    got = {}
    for name, row in matrix.PUBLIC.items():
        url = own.address(name, row.args)
        got[name] = client.get(f"{url}?{row.query}" if row.query else url).status_code
    assert got == {name: row.status for name, row in matrix.PUBLIC.items()}


@pytest.mark.parametrize("visitor", VISITORS)
def test_editor_upload_takes_editors_only(visitor, sign_in):
    status = sign_in(visitor).post(reverse("editor_upload")).status_code
    assert status == (400 if visitor in {*matrix.EDITORS, SUPERUSER} else 403)


@pytest.mark.parametrize("visitor", VISITORS)
def test_pages_of_the_admin_itself(visitor, sign_in, own):
    client = sign_in(visitor)
    arguments = {
        "admin:app_list": ["news"],
        "admin:view_on_site": [1, 1],
        "verification_tap": [1],
        "verification_undo": [1],
        "per_mu_score": [own.listing.pk],  # a building has no control indicators
        "unknown_detail": ["load_min"],
        "gap_detail": [0],
        "saved_view_change": [1],
        "site_setup_step": [0, "names"],
        "site_check": [0],
        "desk_review": ["lead", 1],
        "desk_manual_text": ["none"],
        "desk_manual_picture": ["none"],
    }
    got = {
        name: client.get(reverse(name, args=arguments.get(name, []))).status_code
        for name in matrix.ADMIN_PAGES
    }
    if visitor == ANONYMOUS:
        wanted = dict.fromkeys(got, 302) | {"admin:login": 200, "admin:view_on_site": 404}
        wanted |= {"admin:second_factor_qr": 404}
    else:
        wanted = matrix.ADMIN_PAGES
    assert got == wanted


def any_address(name):
    """Of a page that takes nothing, a number, a word, or both."""
    for args in ([], [1], ["news"], ["news", 1], [1, "names"]):
        with suppress(NoReverseMatch):
            return reverse(name, args=args)
    raise AssertionError(name)


def half_signed_in(client, settings):
    """A superuser whose password was right and whose code is owed."""
    settings.SECOND_FACTOR = True
    user = factories.UserFactory(is_superuser=True)
    user.set_password("Kunlun-2026-shan")
    user.save()
    Authenticator.replace(user, b"x" * 20, last_t=-1)
    words = {"username": user.username, "password": "Kunlun-2026-shan"}
    assert client.post(reverse("admin:login"), words).url == reverse("admin:second_factor")


def test_half_signed_in_opens_what_a_stranger_opens_and_the_code_page(client, settings, own):
    """Every page of the desk, every list, form, history and deletion, by GET and POST."""
    half_signed_in(client, settings)
    names = {*matrix.ADMIN_PAGES, *matrix.REPORT_PAGES, *matrix.FOUNDING_PAGES}
    names -= {"admin:login", "admin:view_on_site"}
    asks = {name: any_address(name) for name in names}
    for label in matrix.ADMIN_MODELS:
        obj = row_of(label, own)
        views = [v for v in matrix.MODEL_VIEWS if obj is not None or v not in NEEDS_ROW]
        asks |= {f"{label} {view}": admin_url(label, view, obj) for view in views}
    asks = {name: url for name, url in asks.items() if url}
    get = {name: client.get(url).status_code for name, url in asks.items()}
    opened = {"admin:second_factor": 200, "admin:second_factor_qr": 404}
    assert get == dict.fromkeys(asks, 302) | opened
    post = {name: client.post(url).status_code for name, url in asks.items()}
    assert {name for name, status in post.items() if status != 302} <= set(opened)
    assert client.post(reverse("editor_upload")).status_code == 403


def admin_url(label, view, obj=None):
    """None where this model has no such view."""
    args = [obj.pk] if view in NEEDS_ROW else []
    try:
        return reverse(f"admin:{label.replace('.', '_')}_{view}", args=args)
    except NoReverseMatch:
        return None


def row_of(label, world):
    name = {"sitepage": "page"}.get(label.split(".")[1], label.split(".")[1])
    if label == "regions.region":
        return world.site.region
    return world.site if label == "regions.site" else world.rows.get(name) or shared_row(label)


@pytest.mark.parametrize("label", matrix.ADMIN_MODELS)
def test_admin_rows_of_the_own_region(label, sign_in, own):
    """GET of list, add, change, delete and history, exactly as the row of the matrix says."""
    row, obj = matrix.ADMIN_MODELS[label], row_of(label, own)
    allowed = {
        "changelist": row.view,
        "add": row.add,
        "change": row.view,
        "delete": row.delete,
        "history": row.view,
    }
    views = [view for view in allowed if obj is not None or view not in NEEDS_ROW]
    for role in matrix.ROLES:
        client = sign_in(role)
        got = {v: client.get(admin_url(label, v, obj)).status_code == 200 for v in views}
        assert got == {v: role in allowed[v] for v in views}, role


@pytest.mark.parametrize("label", matrix.ADMIN_MODELS)
def test_saving_needs_the_change_role(label, sign_in, own):
    """A POST that changes nothing is refused unless the role may change the row."""
    row, obj = matrix.ADMIN_MODELS[label], row_of(label, own)
    if obj is None:
        return
    for role in matrix.ROLES:
        status = sign_in(role).post(admin_url(label, "change", obj), {}).status_code
        assert (status not in {403, 405}) == (role in row.change), role


@pytest.mark.parametrize(
    "label", [label for label, row in matrix.ADMIN_MODELS.items() if not row.is_shared]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_admin_rows_of_another_region_stay_unseen(method, label, sign_in, own, foreign):
    """Not in lists, not by address, not by history, not by a forged save or deletion."""
    obj = row_of(label, foreign)
    views = [view for view in matrix.MODEL_VIEWS if admin_url(label, view, obj)]
    before = type(obj).objects.filter(pk=obj.pk).values().get()
    for role in matrix.ROLES:
        client = sign_in(role)
        for view in views:
            data = {"post": "yes"} if method == "post" else {}
            response = getattr(client, method)(admin_url(label, view, obj), data)
            assert MARKER not in response.content.decode(), (view, role)
            assert view not in NEEDS_ROW or response.status_code in REFUSED, (view, role)
    assert type(obj).objects.filter(pk=obj.pk).values().get() == before


def test_a_leak_would_be_seen(sign_in, foreign):
    """The control: a superuser's list does show the marker that staff must not see."""
    body = sign_in(SUPERUSER).get(admin_url("news.article", "changelist")).content.decode()
    assert MARKER in body


def test_steps_on_a_lead_are_for_officers_of_its_region(sign_in, own, foreign):
    for role in matrix.ROLES:
        client = sign_in(role)
        for step in STEPS:
            away = client.post(reverse("admin:leads_lead_step", args=[foreign.lead.pk, step]))
            assert away.status_code in REFUSED, (role, step)
        at_home = client.post(reverse("admin:leads_lead_step", args=[own.lead.pk, "note"]))
        may = role in matrix.LEAD_STEP_ROLES
        assert at_home.status_code == 400 if may else at_home.status_code in REFUSED, role


@pytest.mark.parametrize("name", matrix.REPORT_PAGES)
def test_reports_are_for_their_readers_and_of_their_region(name, sign_in, own, foreign):
    other = factories.UserFactory(username=f"{MARKER}-officer")
    factories.MembershipFactory(user=other, region=foreign.site.region, role="officer")
    foreign.lead.contact_views.create(by=other)
    type(foreign.lead).objects.filter(pk=foreign.lead.pk).update(owner=other)
    for visitor in VISITORS:
        page = sign_in(visitor).get(reverse(name))
        may = visitor in matrix.REPORT_PAGES[name] or visitor == SUPERUSER
        refused = 302 if visitor == ANONYMOUS else 403
        assert page.status_code == (200 if may else refused), visitor
        assert (MARKER in page.content.decode()) is (visitor == SUPERUSER), visitor
        assert sign_in(visitor).post(reverse(name)).status_code in REFUSED, visitor


def test_autocomplete_offers_no_row_of_another_region(sign_in, own, foreign):
    asked = [
        ("parks", "listing", "park"),
        ("parks", "listing", "region"),
        ("news", "article", "parks"),
        ("news", "article", "column"),
        ("regions", "membership", "region"),
    ]
    for role in matrix.ROLES:
        client = sign_in(role)
        for app, model, field in asked:
            query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
            body = client.get(reverse("admin:autocomplete"), query).content.decode()
            assert [w for w in (MARKER, foreign.site.region.name) if w in body] == []


@pytest.mark.parametrize("role", sorted(matrix.EDITORS))
def test_an_article_cannot_be_moved_into_another_region(role, sign_in, own, foreign):
    client = sign_in(role)
    url = admin_url("news.article", "change", own.article)
    form = client.get(url).context["adminform"].form
    data = {name: form.initial.get(name) for name in ("title", "body", "source", "publish_at")}
    data |= {"_seen": form.initial["seen"]}
    response = client.post(url, data | {"column": foreign.column.pk})
    assert "column" in response.context["adminform"].form.errors
    own.article.refresh_from_db()
    assert own.article.column == own.column


@pytest.mark.parametrize("role", matrix.ROLES)
def test_no_role_makes_itself_more(role, sign_in, own):
    client = sign_in(role)
    mine = Membership.objects.get(user_id=client.session["_auth_user_id"])
    client.post(admin_url("regions.membership", "change", mine), {"role": "manager"})
    mine.refresh_from_db()
    assert mine.role == role


def test_anonymous_is_sent_to_the_login_page_everywhere(sign_in, own):
    client = sign_in(ANONYMOUS)
    for label in matrix.ADMIN_MODELS:
        obj = row_of(label, own)
        for view in ("changelist", "add", "change", "delete", "history"):
            if obj is None and view in NEEDS_ROW:
                continue
            response = client.get(admin_url(label, view, obj))
            assert (response.status_code, "/admin/login/" in response["Location"]) == (302, True)
