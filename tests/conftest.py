"""Shared fixtures: one small region tree, two sites, staff of every role."""

import gc
import os
import time

import pytest
from django.db import connection, transaction
from django.template import Engine, Template
from django.test.signals import template_rendered

from bench.browsers import Browser, enquiry
from bench.installation import Installation
from regions.models import Membership
from tests import factories
from tests.floods import register_profiles
from tests.flushing.migrated_rows import remember_migrated_rows
from tests.leads.factories import LeadFactory
from tests.schedule import WholeModules, meets_database, turn_of

# Playwright's event loop would otherwise forbid Django's synchronous database calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

register_profiles()

INSTALLATION_PASSWORD = "only-for-tests-3k"  # noqa: S105 -- of an installation that is thrown away
GARBAGE_AT_ONCE = 20_000  # objects; 6 % less CPU in tests of the desk, 16 MB more
VISITOR_MAIL = "zhao@example.com"
# Statistics would come or not with the time a run takes, and with them other plans and answers.
ONLY_ASKED_FOR_ANALYZE = """
DO $$ DECLARE name regclass; BEGIN
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_analyze_threshold = 2000000000)', name);
    END LOOP;
END $$
"""


def pytest_collection_modifyitems(items):
    """Mark what meets the database; put all in order when pytest-django has put it in its own."""
    for item in items:
        if meets_database(item):
            item.add_marker("database")
    items.sort(key=turn_of)


def pytest_xdist_make_scheduler(config, log):
    return WholeModules(config, log)


def pytest_collection_finish():
    """All code and all tests stay to the end: the collector need not look through them again.

    It comes seldomer than for a server: a test makes and drops more than 700 objects at a time.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE_AT_ONCE, 10, 10)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let nobody but tests analyse; end what still holds the database before it is dropped.

    While Playwright's event loop runs, Django's connections are kept per async context: those
    opened before the first browser test, or within it, are out of reach when the session ends.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(ONLY_ASKED_FOR_ANALYZE)
        remember_migrated_rows()
    yield
    with django_db_blocker.unblock():
        connection.close()  # a test of crashes may have ended it
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def django_test_environment(django_test_environment):
    """Keep what a view or tag gave to its template for `response.context`, no more.

    Django copies the context of every include and every field as well, some 600 on a page of the
    desk, for what none of them reads.
    """
    Template._render = _tell_of_pages


def _tell_of_pages(template, context):
    """In place of Django's instrumented_test_render, until its fixture puts the original back."""
    is_whole = context.template is template or len(context.dicts) == 2  # of an inclusion tag
    if is_whole and template.engine is Engine.get_default():
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Rows made with this one are there for all tests of a module, like TestCase.setUpTestData.

    What a test itself changes is rolled back after it. For modules without transactional tests.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def prefecture(db):
    """海西, with its province above."""
    province = factories.RegionFactory(adcode="630000", name="青海省", short_name="青海")
    return factories.RegionFactory(
        adcode="632800", parent=province, name="海西蒙古族藏族自治州", short_name="海西"
    )


@pytest.fixture
def site(prefecture):
    """格尔木招商网, live."""
    region = factories.RegionFactory(
        adcode="632801", parent=prefecture, name="格尔木市", short_name="格尔木"
    )
    return factories.SiteFactory(region=region, slug="golmud")


@pytest.fixture
def other_site(prefecture):
    """乌兰县招商网, live: where nothing of 格尔木 may show or be changed."""
    region = factories.RegionFactory(
        adcode="632821", parent=prefecture, name="乌兰县", short_name="乌兰"
    )
    return factories.SiteFactory(region=region, slug="wulan")


@pytest.fixture
def staff(db):
    """staff("editor", region) → a user with that role there."""

    def make(role, region, **kwargs):
        user = factories.UserFactory(**kwargs)
        factories.MembershipFactory(user=user, region=region, role=Membership.Role(role))
        return user

    return make


@pytest.fixture
def superuser(db):
    return factories.UserFactory(is_superuser=True)


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """Servers, roles and files of their own, as docs/operations.md installs them; admin / PASSWORD.

    Slow to make, so shared: whoever stops a part of it starts it again.
    """
    made = Installation(tmp_path_factory.mktemp("installation"))
    try:
        made.install()
        made.add_superuser("admin", INSTALLATION_PASSWORD)
        made.start("web")
        made.start("worker")
        made.wait()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def unhurried():
    """unhurried() waits: whoever sends a form within three seconds counts as a program."""
    return lambda: time.sleep(3.5)


@pytest.fixture(scope="session")
def enquiry_sent(installation, unhurried):
    """The reference of an enquiry that was sent there as a visitor sends it."""
    visitor = Browser(installation.port, "198.51.100.8")
    page = visitor.get("/golmud/consult/").text
    unhurried()
    receipt = visitor.post("/golmud/consult/", enquiry(page, email=VISITOR_MAIL)).headers[
        "Location"
    ]
    return receipt.split("/consult/")[1].split("/")[0]


@pytest.fixture
def places(site):
    """Three published listings: 甲, 乙, 丙."""
    return [
        factories.ListingFactory(region=site.region, title=title, code=f"T-{number}")
        for number, title in enumerate("甲乙丙", start=1)
    ]


@pytest.fixture
def lead(site):
    return LeadFactory(site=site, phone="13800001234", first_reply_at=None)
