"""Bounded by bytes, and no flood of addresses empties it."""

import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from random import Random

from core.page_store import LARGEST_SHARE, OVERHEAD, PageStore

PAGE = 10_000
FLOOD = 100_000


def store_of(pages):
    return PageStore(pages * (PAGE + OVERHEAD))


def test_gives_what_was_put_last():
    store = store_of(20)
    store.put("a", 1, PAGE)
    store.put("a", 2, PAGE)
    assert (store.get("a"), store.get("b")) == (2, None)
    figures = store.figures
    assert (figures.hits, figures.misses, figures.values, figures.bytes) == (
        1,
        1,
        1,
        PAGE + OVERHEAD,
    )


def test_what_was_not_asked_for_longest_goes_first():
    store = store_of(20)
    for name in range(25):
        store.put(name, name, PAGE)
    assert [store.get(name) for name in range(25)] == [None] * 5 + list(range(5, 25))
    assert store.figures.evictions == 5


def test_flood_of_addresses_leaves_what_readers_ask_for():
    store = store_of(100)
    asked = list(range(60))
    for name in asked * 2:
        if store.get(name) is None:
            store.put(name, name, PAGE)
    before = store.figures
    for number in range(FLOOD):
        assert store.get(f"made up {number}") is None
        store.put(f"made up {number}", number, PAGE)
    assert [store.get(name) for name in asked] == asked
    after = store.figures
    assert (after.bytes, after.values) == (100 * (PAGE + OVERHEAD), 100)
    assert after.evictions - before.evictions == FLOOD - 40


def test_flood_that_asks_twice_leaves_what_is_asked_for_in_between():
    store = store_of(100)
    store.put("home", "home", PAGE)
    lost = 0
    for number in range(10_000):
        store.put(number, number, PAGE)
        store.get(number)
        if number % 50 == 0 and store.get("home") is None:
            lost += 1
            store.put("home", "home", PAGE)
    assert lost == 0


def test_too_large_a_value_is_let_go_with_what_it_replaces():
    store = store_of(32)
    store.put("a", 1, PAGE)
    store.put("a", 2, 32 * (PAGE + OVERHEAD) // LARGEST_SHARE)
    assert (store.get("a"), store.figures.bytes) == (None, 0)


def test_bytes_are_bounded_whatever_is_put_and_asked_for():
    rng, store = Random(4), store_of(50)  # noqa: S311 -- no secret
    sizes = {}
    for _ in range(20_000):
        name = rng.randrange(200)
        if rng.random() < 0.5:
            sizes[name] = rng.randrange(1, 3 * PAGE)
            store.put(name, name, sizes[name])
        else:
            assert store.get(name) in (name, None)
        assert store.figures.bytes <= 50 * (PAGE + OVERHEAD)
    held = [name for name in sizes if store.get(name) is not None]
    assert store.figures.bytes == sum(sizes[name] + OVERHEAD for name in held)


def test_overhead_is_what_a_key_and_headers_take():
    """Kept as pages are: a key of six words, a dozen headers, a body of the size told."""
    store, told = PageStore(100_000_000), 0
    tracemalloc.start()
    for number in range(2_000):
        key = ("https", "www.example.gov.cn", f"/golmud/news/{number}/", "", "mode=care", "")
        headers = {f"Header-{n}": f"{n} {number} " + "x" * 30 for n in range(14)}
        body = bytes(100)
        store.put(key, (key, headers, body), sys.getsizeof(body))
        told += sys.getsizeof(body)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.4 < (taken - told) / (2_000 * OVERHEAD) < 1.6


def test_threads_share_it():
    store = store_of(50)

    def work(seed):
        rng = Random(seed)  # noqa: S311 -- no secret
        for _ in range(5_000):
            name = rng.randrange(100)
            if store.get(name) is None:
                store.put(name, name, PAGE)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    figures = store.figures
    assert (figures.hits + figures.misses, figures.values, figures.bytes) == (
        40_000,
        50,
        50 * (PAGE + OVERHEAD),
    )
