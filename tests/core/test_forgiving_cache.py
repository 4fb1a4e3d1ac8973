"""A cache server that is dead, slow, full or filled by somebody else costs nothing but its use."""

import socket
import threading
import time

import pytest
from django.core.cache import cache, caches
from redis import Redis

from core.forgiving_cache import DOUBT_SECONDS, ForgivingClient
from tests.loopback import free_port, redis_server
from tests.portal.page_types import page_types
from tests.world import whole_world

BACKEND = "core.forgiving_cache.ForgivingRedisCache"


@pytest.fixture(autouse=True)
def _no_doubt():
    ForgivingClient.doubted_until = float("-inf")
    yield
    ForgivingClient.doubted_until = float("-inf")


@pytest.fixture
def use(settings):
    """use(port): the default cache is this server's from now on."""

    def choose(port):
        location = f"redis://127.0.0.1:{port}/0"
        settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": location}}
        assert type(caches["default"]).__name__ == "ForgivingRedisCache"

    return choose


@pytest.fixture
def dead(use):
    use(free_port())


@pytest.fixture
def slow(use):
    """Takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(100)
        use(server.getsockname()[1])
        yield


@pytest.fixture
def redis_port(tmp_path):
    with redis_server(tmp_path) as port:
        yield port


@pytest.fixture
def full(use, redis_port):
    """Has no room for another key."""
    Redis(port=redis_port).config_set("maxmemory", 1)
    use(redis_port)


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return whole_world(site, other_site)


STATES = ["dead", "slow", "full"]


@pytest.mark.parametrize("state", STATES)
def test_every_question_has_an_answer(request, state):
    request.getfixturevalue(state)
    started = time.monotonic()
    assert cache.get("k") is None
    assert cache.get("k", "nothing") == "nothing"
    assert cache.set("k", [1]) is None
    assert cache.get_many(["k", "l"]) == {}
    assert cache.set_many({"k": 1}) in ([], None)
    assert cache.add("k", 1) is False
    assert [cache.touch("k"), cache.delete("k"), cache.has_key("k")] == [False] * 3
    assert cache.get_or_set("k", lambda: 7) == 7
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("state", STATES)
def test_every_public_page_answers(request, state, client, world):
    """Cold and doubted: every sixth page is asked for while the cache is still believed in."""
    pages = page_types(world)
    request.getfixturevalue(state)
    for n, (name, (path, status)) in enumerate(pages.items()):
        if n % 6 == 0:
            ForgivingClient.doubted_until = float("-inf")
        assert (name, client.get(path).status_code) == (name, status)


def test_nobody_waits_twice(slow):
    cache.get("k")
    started = time.monotonic()
    for _ in range(100):
        cache.get("k")
    assert time.monotonic() - started < 0.2


def test_cache_is_asked_again_after_a_while(use, redis_port):
    use(free_port())
    assert cache.get("k") is None
    use(redis_port)
    cache.set("k", 1)
    assert cache.get("k") is None  # still in doubt
    ForgivingClient.doubted_until -= DOUBT_SECONDS
    cache.set("k", 1)
    assert cache.get("k") == 1


def test_what_somebody_else_stored_is_a_miss(use, redis_port):
    use(redis_port)
    Redis(port=redis_port).set(cache.make_key("k"), b"\x80\x05garbage")
    assert cache.get("k", "nothing") == "nothing"


def test_threads_share_the_doubt(slow):
    cache.get("k")
    waits = []

    def ask():
        started = time.monotonic()
        caches["default"].get("k")
        waits.append(time.monotonic() - started)

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(waits) < 0.2
