"""What a page may cost: queries, bytes, style sheets, scripts."""

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.portal.page_types import page_types
from tests.portal.rich_world import build_rich_world

MAX_QUERIES = 12
MAX_HTML = 60 * 1024
MAX_CSS = 40 * 1024
MAX_JS_LINES = 300
STATIC = django_settings.BASE_DIR / "static"


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build_rich_world(site, other_site)


def test_every_page_keeps_within_queries_and_bytes(client, world):
    over = {}
    for name, (path, status) in page_types(world).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        cost = (len(queries), len(response.content))
        assert response.status_code == status, name
        if cost[0] > MAX_QUERIES or cost[1] > MAX_HTML:
            over[name] = cost
    assert over == {}


def test_style_sheets_of_the_site_keep_within_their_budget():
    sheets = [path for path in (STATIC / "css").glob("*.css") if path.name != "admin.css"]
    assert len(sheets) > 5
    assert sum(path.stat().st_size for path in sheets) <= MAX_CSS


def test_own_scripts_keep_within_their_budget():
    scripts = list(STATIC.rglob("*.js"))
    assert {path.name for path in scripts} >= {"enhance.js", "portal-editor.js"}
    assert sum(len(path.read_text("utf-8").splitlines()) for path in scripts) <= MAX_JS_LINES
