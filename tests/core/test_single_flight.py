"""Work wanted by many is done once; what hangs ties up nobody for long."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from core.single_flight import DOUBT_SECONDS, PATIENCE_SECONDS, SingleFlight

CROWD = 100


def test_one_of_a_hundred_leads_and_the_others_wait_for_it():
    flights, drawn, start = SingleFlight(), [], threading.Barrier(CROWD)

    def ask(n):
        start.wait()
        if not flights.leads("page"):
            return len(drawn)
        time.sleep(0.2)
        drawn.append(n)
        flights.land("page")
        return len(drawn)

    with ThreadPoolExecutor(CROWD) as pool:
        assert set(pool.map(ask, range(CROWD))) == {1}
    assert len(drawn) == 1


def test_other_work_does_not_wait():
    flights = SingleFlight()
    assert [flights.leads("a"), flights.leads("b")] == [True, True]


def test_landed_work_can_be_led_again():
    flights = SingleFlight()
    for _ in range(2):
        assert flights.leads("a")
        flights.land("a")


def test_nobody_waits_longer_than_the_patience_and_then_nobody_waits_at_all():
    now = [100.0]
    flights = SingleFlight(clock=lambda: now[0])
    assert flights.leads("hanging")
    now[0] += PATIENCE_SECONDS - 0.05
    started = time.monotonic()
    assert not flights.leads("hanging")
    assert flights.leads("other")
    assert not flights.leads("other")  # not even this one, which just started
    assert time.monotonic() - started < PATIENCE_SECONDS / 2
    now[0] += DOUBT_SECONDS
    flights.land("other")
    assert flights.leads("other")
    waiting = threading.Timer(0.1, flights.land, ["other"])
    waiting.start()
    started = time.monotonic()
    assert not flights.leads("other")
    assert time.monotonic() - started > 0.05
    waiting.join()
