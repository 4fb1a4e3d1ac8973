"""Servers of tests: a free port of this machine, and waiting until one of them is ready."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest

PATIENCE = 30  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_done, seconds=PATIENCE):
    """AssertionError when `is_done()` stays false for half a minute."""
    deadline = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < deadline, "gave up waiting"
        time.sleep(0.1)


def is_open(port) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis_server(folder):
    """Debian's redis-server, its port; it keeps nothing on disk. Skips where there is none."""
    program = shutil.which("redis-server")
    if program is None:
        assert not os.environ.get("CI"), "CI installs redis-server"
        pytest.skip("no redis-server here")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as process:
        wait_until(lambda: is_open(port))
        yield port
        process.terminate()
