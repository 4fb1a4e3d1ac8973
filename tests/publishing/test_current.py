"""Editions as pages ask for them: one number and one moment a site."""

import datetime
import os
import time
import timeit
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from parks.models import LandTerms
from publishing.editions.current import (
    CURRENT,
    DOUBT_SECONDS,
    PATIENCE_SECONDS,
    Current,
    edition_of,
    network_edition,
)
from publishing.editions.moments import midnights
from tests import factories
from tests.transactions import uncommitted, without_waiting

pytestmark = pytest.mark.django_db


def test_edition_of_changes_with_what_the_site_shows_and_not_with_its_neighbour(site, other_site):
    before, elsewhere, network = edition_of("golmud"), edition_of("wulan"), network_edition()
    column = factories.ColumnFactory(site=site)
    first = edition_of("golmud")
    assert first.number > before.number
    factories.ArticleFactory(column=column, status="draft")
    assert edition_of("golmud") == first
    factories.ArticleFactory(column=column)
    assert edition_of("golmud").number > first.number
    assert edition_of("wulan") == elsewhere
    assert network_edition().number > network.number


def test_edition_of_counts_what_lies_above_and_below(site, other_site, prefecture):
    above = factories.SiteFactory(region=prefecture, slug="haixi")
    county, prefecture_wide = edition_of("golmud"), edition_of("haixi")
    factories.ParkFactory(region=other_site.region)
    assert edition_of("golmud") == county
    assert edition_of(above.slug).number > prefecture_wide.number
    factories.PolicyFactory(region=prefecture.parent)
    assert edition_of("golmud").number > county.number


def test_edition_of_counts_plots_that_stand_in_the_medians_of_the_prefecture(site, other_site):
    before = edition_of("golmud")
    land = factories.LandFactory(region=other_site.region)
    terms = LandTerms.objects.create(listing=land, investment_wan_per_mu=180)
    after = edition_of("golmud")
    assert after.number > before.number
    terms.geology = "砾石层"
    terms.save()
    factories.ListingFactory(region=other_site.region)
    assert edition_of("golmud") == after


def test_edition_of_is_none_without_a_live_site(site):
    site.is_live = False
    site.save()
    assert [edition_of(slug) for slug in ("golmud", "nowhere", "")] == [None, None, None]


def test_edition_turns_at_the_moment_something_appears(site, other_site):
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1)
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, publish_at=soon)
    at = {"now": soon.timestamp() - 1}
    current = Current(wall_clock=lambda: at["now"])
    early, elsewhere = current.edition_of("golmud"), current.edition_of("wulan")
    at["now"] = soon.timestamp()
    assert current.edition_of("golmud").number == early.number
    assert current.edition_of("golmud").moment == soon
    assert current.edition_of("wulan") == elsewhere


# ---- What a process knows ----


class Clocks:
    """Both clocks of a Current, set by hand."""

    def __init__(self):
        self.seconds, self.now = 0.0, time.time()

    def current(self):
        return Current(clock=lambda: self.seconds, wall_clock=lambda: self.now)


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def lasting(transactional_db, site, other_site):
    """Committed, as other threads and processes see it."""
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site))


def rename(article, title="改过的标题"):
    type(article).objects.filter(pk=article.pk).update(title=title)


def test_current_asks_once_in_half_a_second(lasting, clocks, django_assert_num_queries):
    current = clocks.current()
    first = current.edition_of("golmud")
    clocks.seconds = 0.49
    with django_assert_num_queries(0):
        assert (current.edition_of("golmud"), current.edition_of("nowhere")) == (first, None)
    clocks.seconds = 0.5
    with django_assert_num_queries(1):
        assert [current.edition_of("golmud") for _ in range(9)] == [first] * 9
    rename(lasting)
    clocks.seconds = 1.0
    assert current.edition_of("golmud").number > first.number


def test_current_asks_for_the_moment_as_soon_as_it_has_passed(lasting, clocks):
    current = clocks.current()
    first = current.edition_of("golmud")
    tomorrow = midnights(datetime.datetime.fromtimestamp(clocks.now, datetime.UTC))[1]
    clocks.now = tomorrow.timestamp()
    second = current.edition_of("golmud")
    assert (second.number, second.moment) == (first.number, tomorrow)
    clocks.now -= 3600  # the clock on the wall was wrong
    assert current.edition_of("golmud") == first


def test_current_within_a_transaction_tells_nobody(lasting, clocks):
    current = clocks.current()
    before = current.edition_of("golmud")
    with transaction.atomic():
        rename(lasting)
        assert current.edition_of("golmud").number > before.number
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(in_a_thread, current).result() == before
        transaction.set_rollback(True)
    clocks.seconds = 5.0
    assert current.edition_of("golmud") == before


def in_a_thread(current, slug="golmud"):
    try:
        return current.edition_of(slug)
    finally:
        connection.close()


def test_current_lets_others_go_on_while_one_thread_asks(lasting, clocks):
    current = clocks.current()
    known = current.edition_of("golmud")
    clocks.seconds = 0.9
    with current._lock:
        assert current.edition_of("golmud") == known
        clocks.seconds = 1.1
        late = current.edition_of("golmud")  # after it has waited
        assert (late, late.is_last_known) == (known, True)
        started = time.monotonic()
        assert current.edition_of("golmud").is_last_known
        assert time.monotonic() - started < PATIENCE_SECONDS / 2
    rename(lasting)
    clocks.seconds += DOUBT_SECONDS
    fresh = current.edition_of("golmud")
    assert (fresh.number > known.number, fresh.is_last_known) == (True, False)


def test_current_never_takes_a_slow_start_for_an_outage(lasting, clocks):
    current = clocks.current()
    with current._lock:  # the first to ask takes longer than others wait
        waited, doubting = current.edition_of("golmud"), current.edition_of("golmud")
        assert current.edition_of("nowhere") is None
    assert waited == doubting == Current().edition_of("golmud")
    assert [edition.is_last_known for edition in (waited, doubting)] == [False, False]


def test_many_threads_ask_once_and_agree(lasting, clocks):
    current = clocks.current()
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(in_a_thread, [current] * 40))
    assert found == {current.edition_of("golmud")}


def test_current_holds_on_for_an_hour_while_the_database_is_away(lasting, clocks):
    def lock():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE publishing_change IN ACCESS EXCLUSIVE MODE")

    current = clocks.current()
    known = current.edition_of("golmud")
    with uncommitted(lock), without_waiting():
        for clocks.seconds in (10.0, 3500.0):
            held = current.edition_of("golmud")
            assert (held, held.is_last_known) == (known, True)
            assert current.edition_of("nowhere") is None
        clocks.seconds = 3700.0
        with pytest.raises(OperationalError):
            current.edition_of("golmud")
        with pytest.raises(OperationalError):
            Current().edition_of("golmud")
    clocks.seconds += DOUBT_SECONDS
    assert current.edition_of("golmud").is_last_known is False


def test_a_forked_process_knows_nothing_and_waits_for_nobody(lasting):
    CURRENT.edition_of("golmud")
    with CURRENT._lock:
        child = os.fork()
        if not child:  # no connection is touched here: it is the parent's
            os._exit(CURRENT._lock.locked() or CURRENT._known.numbers is not None)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_what_is_fresh_costs_next_to_nothing(lasting):
    current = Current(clock=lambda: 0.0)
    current.edition_of("golmud")
    number = 20_000
    costs = timeit.repeat(
        lambda: current.edition_of("golmud"), number=number, repeat=7, timer=time.thread_time
    )
    assert min(costs) / number < 5e-6
