"""Headers on every reply: pages, errors, files, API."""

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.csp import CSP

from portal.middleware import PERMISSIONS_POLICY
from publishing.editor import EDITOR_CSP
from publishing.views import MEDIA_CSP
from tests import factories
from tests.portal.access_matrix import PUBLIC
from tests.portal.page_types import page_types
from tests.world import whole_world

EVERYWHERE = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ERRORS = {
    "400 host": ("get", "/golmud/", {"HTTP_HOST": "evil.example"}, 400),
    "400 page": ("get", "/error/400/", {}, 400),
    "403 page": ("get", "/error/403/", {}, 403),
    "403 CSRF": ("post", "/admin/login/", {}, 403),
    "404 page": ("get", "/golmud/nothing/", {}, 404),
    "404 static": ("get", "/static/nothing.css", {}, 404),
    "404 media": ("get", "/media/nothing.png", {}, 404),
    "405": ("post", "/golmud/", {}, 405),
    "429": ("get", "/error/429/", {}, 429),
    "500": ("get", "/error/500/", {}, 500),
}


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


def words(policy):
    """{"script-src": {"'self'", "'nonce'"}} from a header, the nonce's value left out."""
    parts = (part.split() for part in policy.split(";"))
    plain = {name: set(values) for name, *values in parts}
    return {name: {v for v in values if "nonce-" not in v} for name, values in plain.items()}


def wanted(config):
    """The same from the settings."""
    return {
        name: set() if value is True else {str(v) for v in value if v != CSP.NONCE}
        for name, value in config.items()
    }


SECRET_ADDRESSES = {"proposal_detail: sent"}


def faults(response, policy=django_settings.SECURE_CSP, **stricter):
    """The headers that are missing or not what they should be."""
    right = EVERYWHERE | stricter
    got = {name: response.headers.get(name) for name in right}
    wrong = [f"{name}: {got[name]}" for name in right if got[name] != right[name]]
    found = words(response.headers.get("Content-Security-Policy", ""))
    return wrong + ([] if found == wanted(policy) else [f"Content-Security-Policy: {found}"])


def test_policy_allows_nothing_inline_and_nobody_else():
    assert {
        value for values in wanted(django_settings.SECURE_CSP).values() for value in values
    } == {
        "'none'",
        "'self'",
    }


@pytest.mark.sweep
def test_every_public_address_carries_the_strict_headers(client, world):
    found = {}
    for name, row in PUBLIC.items():
        response = client.get(world.address(name, row.args))
        if name != "api_docs":  # Swagger's page has a test of its own below
            found[name] = faults(response)
    for name, (path, _) in page_types(world).items():
        # An address that opens by its secret alone is told to nobody.
        stricter = {"Referrer-Policy": "no-referrer"} if name in SECRET_ADDRESSES else {}
        found[name] = faults(client.get(path), **stricter)
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_carry_the_strict_headers(case, client, site, settings):
    settings.ROOT_URLCONF = "tests.portal.failing_urls"
    client.raise_request_exception = False
    client.handler.enforce_csrf_checks = "CSRF" in case
    method, path, extra, status = ERRORS[case]
    response = getattr(client, method)(path, **extra)
    assert (response.status_code, faults(response)) == (status, [])


@pytest.mark.django_db
def test_static_files_carry_the_strict_headers(client):
    response = client.get("/static/css/base.css")
    response.close()
    assert (response.status_code, faults(response)) == (200, [])


def test_uploads_run_nothing(client, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    link = '<p><a href="/media/editor/x.html">附件</a></p>'
    factories.SitePageFactory(site=site, body=link)
    default_storage.save("editor/x.html", ContentFile(b"<script>alert(1)</script>"))
    response = client.get("/media/editor/x.html")
    response.close()
    assert (response.status_code, faults(response, MEDIA_CSP)) == (200, [])
    assert response.headers["Content-Disposition"] == "attachment"


def test_api_documentation_runs_only_what_lies_on_our_server(client):
    response = client.get(reverse("api_docs"))
    policy = words(response.headers["Content-Security-Policy"])
    values = {value for values in policy.values() for value in values}
    assert values == {"'none'", "'self'", "data:"}
    assert "//cdn" not in response.text


@pytest.mark.parametrize("name", ["admin:index", "admin:leads_lead_changelist"])
def test_desk_pages_carry_the_strict_headers(name, client, superuser):
    client.force_login(superuser)
    assert faults(client.get(reverse(name))) == []


def test_only_pages_with_the_editor_are_less_strict(client, superuser, world):
    client.force_login(superuser)
    url = reverse("admin:news_article_change", args=[world.article.pk])
    assert faults(client.get(url), EDITOR_CSP) == []
