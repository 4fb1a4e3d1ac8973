"""What a page may cost: queries, bytes, style sheets, scripts."""

import re

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
        asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        cost = (len(asked), len(response.content))
        assert response.status_code == status, name
        if cost[0] > MAX_QUERIES or cost[1] > MAX_HTML:
            over[name] = cost
    assert over == {}


def test_every_page_keeps_within_its_style_sheet_budget(client, world):
    over, seen = {}, set()
    for name, (path, _) in page_types(world).items():
        links = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', content(client, path))
        sheets = {re.sub(r"\.[0-9a-f]{12}\.css$", ".css", link) for link in links}
        seen |= sheets
        size = sum((STATIC / sheet).stat().st_size for sheet in sheets if (STATIC / sheet).exists())
        if size > MAX_CSS:
            over[name] = size
    assert over == {}
    assert len(seen) > 5


def content(client, path):
    return client.get(path).content.decode()


def test_own_scripts_keep_within_their_budget():
    scripts = list(STATIC.rglob("*.js"))
    assert {path.name for path in scripts} >= {"enhance.js", "portal-editor.js"}
    assert sum(len(path.read_text("utf-8").splitlines()) for path in scripts) <= MAX_JS_LINES
