"""A value is read once a period, by one thread, and an error costs no more than one reader."""

from threading import Barrier, Event, Thread

import pytest

from core.refreshed import Refreshed


class Table:
    """What is read: counts its readers, and can be out of order."""

    def __init__(self):
        self.reads = 0
        self.error = None

    def read(self, before):
        self.reads += 1
        if self.error:
            raise self.error
        return [*before, self.reads]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def table():
    return Table()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(table, clock):
    return Refreshed(table.read, empty=[], seconds=lambda: 60, clock=clock)


def test_value_is_read_once_a_period(kept, clock):
    assert (kept.get(), kept.get()) == ([1], [1])
    clock.now += 60
    assert kept.get() == [1]
    clock.now += 1
    assert (kept.get(), kept.get()) == ([1, 2], [1, 2])


def test_value_is_never_read_without_a_period(table, clock):
    kept = Refreshed(table.read, empty=[], seconds=lambda: 0, clock=clock)
    clock.now += 1_000
    assert (kept.get(), table.reads) == ([], 0)


def test_held_value_is_not_read_anew(kept, table, clock):
    with kept.held():
        clock.now += 61
        assert (kept.get(), table.reads) == ([1], 1)
    assert kept.get() == [1, 2]


def test_reset_makes_a_new_process(kept, table):
    kept.get()
    kept.reset()
    assert (kept.get(), table.reads) == ([2], 2)


def test_error_with_nothing_in_hand_meets_every_reader(kept, table):
    table.error = ConnectionError()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            kept.get()
    table.error = None
    assert kept.get() == [3]


def test_error_leaves_the_old_value_for_another_period(kept, table, clock):
    kept.get()
    clock.now, table.error = clock.now + 61, ConnectionError()
    with pytest.raises(ConnectionError):
        kept.get()
    assert kept.get() == [1]
    clock.now, table.error = clock.now + 61, None
    assert kept.get() == [1, 3]


def test_first_value_is_read_by_one_thread(clock):
    """All wait for it: nobody gets the empty value."""
    at_once, reads, found = Barrier(4), [], []

    def read(before):
        reads.append(1)
        return "value"

    kept = Refreshed(read, empty="", seconds=lambda: 60, clock=clock)

    def reader():
        at_once.wait()
        found.append(kept.get())

    threads = [Thread(target=reader) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, reads) == (["value"] * 4, [1])


def test_nobody_waits_while_an_old_value_is_renewed(clock):
    is_reading, may_end = Event(), Event()

    def read(before):
        if before:
            is_reading.set()
            may_end.wait(10)
        return before + 1

    kept = Refreshed(read, empty=0, seconds=lambda: 60, clock=clock)
    kept.get()
    clock.now += 61
    slow = Thread(target=kept.get)
    slow.start()
    is_reading.wait(10)
    assert kept.get() == 1
    may_end.set()
    slow.join()
    assert kept.get() == 2
