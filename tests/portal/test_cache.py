"""PORTAL_CACHE_URL: the client that settings name is in the locks and works with a real server."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.loopback import redis_server

USE = """
from django.core.cache import cache
print(cache.add("k", 1, timeout=60), cache.incr("k"), cache.get("other"))
cache.set("other", {"公开": [1, 2]}, timeout=60)
"""


@pytest.fixture
def cache_url(tmp_path):
    with redis_server(tmp_path) as port:
        yield f"redis://127.0.0.1:{port}/0"


def answer(cache_url):
    """What a fresh process of the portal says of its cache."""
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", USE],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PORTAL_DEMO": "1", "PORTAL_CACHE_URL": cache_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()[-1]


def test_processes_share_the_cache_that_is_named(cache_url):
    assert answer(cache_url) == "True 2 None"
    assert answer(cache_url) == "False 3 {'公开': [1, 2]}"
