"""PORTAL_CACHE_URL: the client that settings name is in the locks and works with a real server."""

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

USE = """
from django.core.cache import cache
print(cache.add("k", 1, timeout=60), cache.incr("k"), cache.get("other"))
cache.set("other", {"公开": [1, 2]}, timeout=60)
"""


def wait_until_open(port, process):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "redis-server ended"
        time.sleep(0.1)
    raise AssertionError("redis-server does not listen")


@pytest.fixture
def cache_url(tmp_path):
    """Debian's redis-server on a free loopback port; it keeps nothing on disk."""
    program = shutil.which("redis-server")
    if program is None:
        assert not os.environ.get("CI"), "CI installs redis-server"
        pytest.skip("no redis-server here")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as process:
        wait_until_open(port, process)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


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
