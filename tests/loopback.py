"""Servers of tests: a free port of this machine, and waiting until one of them is ready."""

import socket
import time

PATIENCE = 30  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_done):
    """AssertionError when `is_done()` stays false for half a minute."""
    deadline = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < deadline, "gave up waiting"
        time.sleep(0.1)
