"""Every address refuses a post without the mark against forgery. Row S4 of security-targets.md."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.views.decorators.csrf import csrf_exempt

from leads.admin.act_forms import STEPS
from tests.portal import access_matrix as matrix
from tests.portal.test_access_matrix import admin_url, row_of
from tests.world import whole_world

pytestmark = pytest.mark.sweep

# 405 where nothing is ever posted, 404 where nothing is.
REFUSED = {403, 404, 405}


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


def addresses(world):
    """Name → path of all that the matrix of rights knows."""
    found = {name: world.address(name, row.args) for name, row in matrix.PUBLIC.items()}
    found["editor_upload"] = reverse("editor_upload")
    for name in matrix.ADMIN_PAGES:
        arguments = {"admin:app_list": ["news"], "admin:view_on_site": [1, 1]}
        for args in (arguments.get(name), [1], [], ["load_min"]):
            try:
                found[name] = reverse(name, args=args or [])
                break
            except Exception:  # noqa: BLE001, S112 -- the next arguments, then
                continue
    for label in matrix.ADMIN_MODELS:
        row = row_of(label, world)
        for view in ("changelist", "add", *(("change", "delete", "history") if row else ())):
            if url := admin_url(label, view, row):
                found[f"{label} {view}"] = url
    for step in STEPS:
        found[f"step {step}"] = reverse("admin:leads_lead_step", args=[world.lead.pk, step])
    return found


def taken(found, client):
    """{name: status} of what a post without a mark got through to."""
    told = {name: client.post(url, {"_save": "1"}).status_code for name, url in found.items()}
    return {name: status for name, status in told.items() if status not in REFUSED}


def test_every_address_refuses_a_post_without_a_mark(world, superuser):
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    found = addresses(world)
    assert len(found) > 150
    assert taken(found, client) == {}


@csrf_exempt
def unguarded(request):
    return HttpResponse("taken")


urlpatterns = [path("unguarded/", unguarded), path("", include("portal.urls"))]


@pytest.mark.urls(__name__)
def test_an_address_without_guard_is_seen(db):
    client = Client(enforce_csrf_checks=True)
    assert taken({"unguarded": "/unguarded/"}, client) == {"unguarded": 200}
