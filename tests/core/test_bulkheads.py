"""One sort of work holds a share of the threads; a crowd waits, what hangs turns others away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.bulkheads import DOUBT_SECONDS, STALL_SECONDS, Bulkhead, BulkheadStalled

CROWD = 40


class Clock:
    """Time that passes when it is told to."""

    now = 100.0

    def __call__(self):
        return self.now


def enter(bulkhead):
    slot = bulkhead.slot()
    slot.__enter__()
    return slot


def leave(slot):
    slot.__exit__(None, None, None)


def test_crowd_waits_its_turn_and_no_more_than_the_slots_work_at_once():
    bulkhead, at_work, most = Bulkhead(2), [], []

    def work(n):
        with bulkhead.slot():
            at_work.append(n)
            most.append(len(at_work))
            time.sleep(0.01)
            at_work.remove(n)
        return n

    with ThreadPoolExecutor(CROWD) as pool:
        assert list(pool.map(work, range(CROWD))) == list(range(CROWD))
    assert max(most) == 2


def test_nobody_waits_behind_work_that_hangs():
    clock = Clock()
    bulkhead = Bulkhead(2, clock)
    hanging = [enter(bulkhead), enter(bulkhead)]
    clock.now += STALL_SECONDS
    with pytest.raises(BulkheadStalled):
        enter(bulkhead)
    leave(hanging.pop())
    leave(enter(bulkhead))
    hanging.append(enter(bulkhead))
    clock.now += DOUBT_SECONDS / 2  # somebody got in, but a moment ago this hung
    with pytest.raises(BulkheadStalled):
        enter(bulkhead)


def test_waiting_goes_on_while_turns_come():
    bulkhead = Bulkhead(1)
    slow = STALL_SECONDS * 0.7
    order = []

    def work(n):
        with bulkhead.slot():
            order.append(n)
            time.sleep(slow)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(order) == [0, 1, 2]  # the last one waited longer than STALL_SECONDS


def test_slot_is_given_back_after_an_error():
    bulkhead = Bulkhead(1)

    def fail():
        with bulkhead.slot():
            raise ValueError

    for _ in range(3):
        with pytest.raises(ValueError, match="^$"):
            fail()
    leave(enter(bulkhead))
