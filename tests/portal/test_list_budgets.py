"""What a full page of a list may cost, with nothing kept from before."""

import gzip

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.bundles import BUNDLES, joined
from tests import factories
from tests.conventions.weights import sent_bytes

pytestmark = pytest.mark.django_db

MAX_QUERIES = 20
MAX_HTML = 35 * 1024
MAX_CSS = 20 * 1024  # of all the desk, as sent
STATIC = settings.BASE_DIR / "static"
TITLE = "昆仑片区新增标准厂房四万平方米年底交付"


@pytest.fixture
def full_lists(site):
    column = factories.ColumnFactory(site=site, name="招商动态")
    tag = factories.KindTagFactory(name="项目")
    park = factories.ParkFactory(region=site.region, name="格尔木昆仑经济技术开发区")
    for number in range(30):
        status = ("approved", "draft", "in_review")[number % 3]
        factories.ArticleFactory(
            column=column, kind_tag=tag, title=f"{TITLE}{number}", status=status
        )
        factories.ListingFactory(region=site.region, park=park, title=TITLE, status=status)
        factories.PolicyFactory(region=site.region, status=status)


@pytest.mark.parametrize("role", ["editor", "manager"])
@pytest.mark.parametrize("path", ["news/article", "parks/listing", "policies/policy"])
def test_full_page_keeps_within_queries_and_bytes(client, staff, site, full_lists, role, path):
    client.force_login(staff(role, site.region))
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/admin/{path}/")
    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert page.status_code == 200
    assert (len(asked) <= MAX_QUERIES, len(page.content) <= MAX_HTML) == (True, True), (
        len(asked),
        len(page.content),
    )


def test_sheets_of_the_desk_keep_within_their_budget():
    frame = BUNDLES["desk/frame.css"]
    alone = [path for path in STATIC.glob("desk/*.css") if f"desk/{path.name}" not in frame]
    sent = sent_bytes(STATIC / "css/tokens.css", *alone) + len(gzip.compress(joined(frame)))
    assert sent <= MAX_CSS, sent
