"""What a full page of a list may cost, with nothing kept from before."""

import gzip

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.bundles import BUNDLES, joined
from publishing.models import Asset
from tests import factories
from tests.conventions.weights import sent_bytes
from tests.leads.factories import LeadFactory

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
        Asset.objects.create(
            region=site.region, file=f"editor/2026/11/{number:032}.webp", kind="image",
            file_name=TITLE, alt=TITLE, sha256="0" * 64, size_bytes=20_480, width=1200, height=750,
        )  # fmt: skip


def fill_inbox(site):
    for number in range(20):
        LeadFactory(
            site=site,
            contact_name=f"钱示例{number}",
            phone=f"138{number:08}",
            subject_label=TITLE,
            submission__message="在昆仑片区要六十亩工业用地做电池级碳酸锂，三十五千伏的电什么时候能接进来？",
        )


def test_full_inbox_keeps_within_queries_and_bytes(client, staff, site):
    fill_inbox(site)
    assert_keeps_within(client, staff("manager", site.region), "leads/lead")


@pytest.mark.parametrize("role", ["editor", "manager"])
@pytest.mark.parametrize(
    "path", ["news/article", "parks/listing", "policies/policy", "publishing/asset"]
)
def test_full_page_keeps_within_queries_and_bytes(client, staff, site, full_lists, role, path):
    assert_keeps_within(client, staff(role, site.region), path)


def assert_keeps_within(client, user, path):
    client.force_login(user)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/admin/{path}/")
    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert page.status_code == 200
    assert b"xregexp" not in page.content  # scripts that only forms need
    assert (len(asked) <= MAX_QUERIES, len(page.content) <= MAX_HTML) == (True, True), (
        len(asked),
        len(page.content),
    )


def test_sheets_of_the_desk_keep_within_their_budget():
    frame = BUNDLES["desk/frame.css"]
    alone = [path for path in STATIC.glob("desk/*.css") if f"desk/{path.name}" not in frame]
    sent = sent_bytes(STATIC / "css/tokens.css", *alone) + len(gzip.compress(joined(frame)))
    assert sent <= MAX_CSS, sent
