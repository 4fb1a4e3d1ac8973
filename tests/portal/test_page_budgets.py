"""What a page may cost: queries, bytes, style sheets, scripts."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.bundles import BUNDLES
from tests.conventions.weights import sent_bytes
from tests.portal.page_types import page_types
from tests.world import whole_world

MAX_QUERIES = 12
MAX_HTML = 60 * 1024
MAX_CSS = 15 * 1024  # as sent
MAX_SCRIPT = 8 * 1024  # our own, as sent
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.(?:css|js)$)")
STATIC = django_settings.BASE_DIR / "static"


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


@pytest.mark.sweep
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


@pytest.mark.sweep
def test_every_page_keeps_within_its_budget_of_styles_and_scripts(client, world):
    over, seen = {}, set()
    for name, (path, _) in page_types(world).items():
        sheets, scripts = own_files(client.get(path).content.decode())
        seen |= sheets | scripts
        cost = (sent_together(sheets), sent_together(scripts))
        if cost[0] > MAX_CSS or cost[1] > MAX_SCRIPT:
            over[name] = cost
    assert over == {}
    assert {path.name for path in seen} == {path.name for path in public_files()}


def own_files(html):
    """Of the style sheets and the scripts that a page links, the sources that are ours."""
    return [
        {
            path
            for link in links
            for source in BUNDLES.get(HASH.sub("", link), [])
            if (path := Path(finders.find(source))).is_relative_to(STATIC)
        }
        for links in (
            re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html),
            re.findall(r'<script src="/static/([^"]+)"', html),
        )
    ]


def sent_together(paths):
    return len(gzip.compress(b"".join(path.read_bytes() for path in sorted(paths))))


def public_files():
    """All of them but those of the editors' desk: each is linked by some page of page_types."""
    return {*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")}


def test_budgets_are_within_reach():
    """Every sheet, or every script, on one page would be too much."""
    assert sent_bytes(*STATIC.glob("css/*.css")) > MAX_CSS
    assert sent_bytes(*STATIC.glob("js/*.js"), *STATIC.glob("admin/js/*.js")) > MAX_SCRIPT
