"""What readers do with something is counted once, wherever the page came from; nobody else is."""

import atexit
import datetime

import pytest
from django.core.handlers.exception import convert_exception_to_response
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.shown_objects import Act
from reporting.middleware import ViewCounter
from reporting.models import ViewCount
from reporting.view_counts import HeldCounts
from tests import factories
from tests.portal.remembering import Editions, Remembering, switch_on

READER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14)"}
CALL = READER | {"Ping-From": "http://testserver/golmud/", "Ping-To": "tel:09798412345"}


def counted():
    rows = ViewCount.objects.values_list("kind", "object_id", "act", "times")
    return sorted(rows.order_by("pk"))


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region)


@pytest.fixture
def reader(settings, site):
    """A process that keeps pages; `counter` writes when a test says so."""
    switch_on(settings)
    settings.VIEW_COUNT_SECONDS = 3_600
    client = Remembering(Editions(), headers=READER)
    client.counter = ViewCounter(client.memory)
    client.handler._middleware_chain = convert_exception_to_response(client.counter)
    yield client
    atexit.unregister(client.counter.held.write)


def test_each_look_counts_once_drawn_or_from_memory(reader, listing):
    page = reader.get(f"/golmud/listings/{listing.pk}/")
    again = reader.get(page.request["PATH_INFO"], headers={"If-None-Match": page["ETag"]})
    reader.get(page.request["PATH_INFO"], headers={"Accept-Encoding": "gzip"})
    assert (page.status_code, again.status_code, len(reader.drawn)) == (200, 304, 1)
    assert counted() == []
    reader.counter.held.write()
    reader.counter.held.write()
    assert counted() == [("listing", listing.pk, "seen", 3)]
    reader.get(page.request["PATH_INFO"])
    reader.counter.held.write()
    assert counted() == [("listing", listing.pk, "seen", 4)]
    assert ViewCount.objects.get().counted_on == timezone.localdate()


def test_every_kind_and_act_is_told_apart(reader, site, listing):
    park = factories.ParkFactory(region=site.region)
    policy = factories.PolicyFactory(region=site.region)
    article = factories.ArticleFactory(column__site=site)
    for path in (
        *(f"parks/{park.slug}/", f"policies/{policy.pk}/", article.get_absolute_url()[8:]),
        *(f"listings/{listing.pk}/sheet/", f"listings/{listing.pk}/sheet.pdf"),
        *(f"compare/?listing={listing.pk}", f"shortlist/?listing={listing.pk}&listing=999"),
        *("", "listings/", "parks/"),
    ):
        assert reader.get(f"/golmud/{path}").status_code == 200, path
    reader.counter.held.write()
    assert counted() == [
        ("article", article.pk, "seen", 1),
        ("listing", listing.pk, "listed", 2),
        ("listing", listing.pk, "printed", 2),
        ("park", park.pk, "seen", 1),
        ("policy", policy.pk, "seen", 1),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Baiduspider/2.0"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"HX-Request": "true"},
        {"Cookie": "sessionid=made-up; __Host-sessionid=made-up"},
    ],
)
def test_others_than_readers_are_not_counted(reader, listing, headers):
    path = f"/golmud/listings/{listing.pk}/"
    assert reader.get(path, headers=headers).status_code == 200
    assert reader.head(path).status_code == 200
    assert reader.get(f"{path}nowhere/").status_code == 404
    reader.counter.held.write()
    assert counted() == []


def test_staff_who_preview_are_not_counted(reader, site, staff):
    draft = factories.ListingFactory(region=site.region, status="draft")
    reader.force_login(staff("editor", site.region))
    assert reader.get(f"/golmud/listings/{draft.pk}/").status_code == 200
    reader.counter.held.write()
    assert counted() == []


def test_telephone_of_a_page_is_counted_for_what_it_shows(reader, listing):
    path = f"/golmud/listings/{listing.pk}/"
    assert 'ping="?called"' in reader.get(path).text

    def ping(address=f"{path}?called", **headers):
        answer = reader.post(address, "PING", "text/ping", headers=CALL | headers)
        assert (answer.status_code, answer.content) == (204, b"")

    ping()
    ping("/golmud/?called")
    ping("/golmud/listings/0/?called")
    ping(**{"Ping-From": ""})  # of another site
    ping(**{"Ping-To": "https://example.org/"})
    ping(**{"User-Agent": "curl/8"})
    reader.counter.held.write()
    assert counted() == [("listing", listing.pk, "called", 1), ("listing", listing.pk, "seen", 1)]
    assert "csrftoken" not in reader.cookies


def test_counts_are_written_by_the_first_reply_that_is_due(settings, reader, listing):
    atexit.unregister(reader.counter.held.write)
    reader.counter.held = HeldCounts(0)
    reader.get(f"/golmud/listings/{listing.pk}/")
    assert counted() == [("listing", listing.pk, "seen", 1)]
    held = HeldCounts(60)
    assert not held.is_due()


def test_what_is_gone_or_was_never_there_is_left_out(listing):
    day = timezone.localdate()
    ViewCount.objects.add(
        {("seen", kind, key, day): 2 for kind, key in (("listing", listing.pk), ("park", 10**9))}
    )
    assert counted() == [("listing", listing.pk, "seen", 2)]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_the_database_refuses(listing):
    held = HeldCounts(60)
    held.add([("seen", "listing", listing.pk)])
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        held.write()
        cursor.execute("SET default_transaction_read_only = off")
    assert counted() == []
    held.add([("seen", "listing", listing.pk)])
    held.write()
    assert counted() == [("listing", listing.pk, "seen", 2)]


def test_days_of_more_than_two_years_ago_become_months(listing):
    today = datetime.date(2026, 3, 15)
    for day in ("2024-02-01", "2024-02-29", "2024-03-01", "2026-03-15"):
        ViewCount.objects.create(
            kind="listing", object_id=listing.pk, act=Act.SEEN, counted_on=day, times=3
        )
    for _ in range(2):
        ViewCount.objects.fold(today)
        rows = ViewCount.objects.order_by("counted_on")
        assert list(rows.values_list("counted_on", "is_month", "times")) == [
            (datetime.date(2024, 2, 1), True, 6),
            (datetime.date(2024, 3, 1), False, 3),
            (today, False, 3),
        ]


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("reporting_viewcount_once_a_day", {}),
        ("reporting_viewcount_times_positive", {"times": 0, "act": "called"}),
    ],
)
def test_database_refuses(db, constraint, changes):
    row = {"kind": "park", "object_id": 1, "act": "seen", "counted_on": "2026-01-01", "times": 1}
    ViewCount.objects.create(**row)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ViewCount.objects.create(**row | changes)
