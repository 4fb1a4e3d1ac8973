"""A shared cache that may be gone: whoever asks it computes, and the site goes on."""

import logging
import pickle
import time

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.error_frames import error_frames

logger = logging.getLogger(__name__)
# What a server that is dead, slow or full brings about, and values that another release stored.
FAILURES = (redis.RedisError, OSError, pickle.UnpicklingError, EOFError, AttributeError)
FAILURES += (ImportError, IndexError, TypeError, ValueError)
DOUBT_SECONDS = 10.0
# For one answer. A cache that takes longer saves nothing.
PATIENCE_SECONDS = 0.25


class ForgivingClient(RedisCacheClient):
    """Misses instead of errors. After one, nothing is asked for a while, so that nobody waits."""

    # Of the process: every thread has a cache object of its own.
    doubted_until = float("-inf")

    def get(self, key, default):
        return self._ask(super().get, key, default, otherwise=default)

    def get_many(self, keys):
        return self._ask(super().get_many, keys, otherwise={})

    def has_key(self, key):
        return self._ask(super().has_key, key, otherwise=False)

    def add(self, key, value, timeout):
        return self._ask(super().add, key, value, timeout, otherwise=False)

    def set(self, key, value, timeout):
        return self._ask(super().set, key, value, timeout, otherwise=None)

    def set_many(self, data, timeout):
        return self._ask(super().set_many, data, timeout, otherwise=None)

    def touch(self, key, timeout):
        return self._ask(super().touch, key, timeout, otherwise=False)

    def delete(self, key):
        return self._ask(super().delete, key, otherwise=False)

    def delete_many(self, keys):
        return self._ask(super().delete_many, keys, otherwise=None)

    def clear(self):
        return self._ask(super().clear, otherwise=False)

    def _ask(self, question, *arguments, otherwise):
        if time.monotonic() < ForgivingClient.doubted_until:
            return otherwise
        try:
            return question(*arguments)
        except FAILURES as error:
            ForgivingClient.doubted_until = time.monotonic() + DOUBT_SECONDS
            logger.warning("going on without the cache: %s", error_frames(error))
            return otherwise


class ForgivingRedisCache(RedisCache):
    """Counters (incr) are not for here: what cannot be computed anew belongs into the database."""

    def __init__(self, server, params):
        options = dict.fromkeys(("socket_timeout", "socket_connect_timeout"), PATIENCE_SECONDS)
        options |= {"retry": Retry(NoBackoff(), retries=0)}
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})
        self._class = ForgivingClient
