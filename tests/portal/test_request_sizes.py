"""Neither what is too large nor slow senders take the memory or the turn of others.

A real server behind nginx; what it is sent by 50 at once is measured at its workers.
"""

import contextlib
import http.client
import os
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from portal.middleware import PUBLIC_BODY_BYTES
from publishing.uploads import MAX_REQUEST_BYTES
from tests.leads.processes import FORM, Visitor
from tests.nginx import HOST, needs_nginx, portal_behind_nginx

pytestmark = [needs_nginx, pytest.mark.crash]

AT_ONCE = 50
MOST_GROWTH_MB = 50
SLOW = 200
MOST_SECONDS = 0.5
READS = 60
BOUNDARY = "x" * 20
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
# Each takes several times its size when it is read: pieces, four bytes a character, base64.
FILLERS = {"signs": "%3C", "emoji": "%F0%9F%98%80"}
numbers = count(1)


@pytest.fixture
def front(site, transactional_db, tmp_path):
    with portal_behind_nginx(tmp_path) as front:
        yield front


@pytest.fixture
def visitor(front, site):
    visitor = Visitor(front.port, reverse("consult", args=[site.slug]))
    visitor.sender = lambda address: {"Host": HOST}
    visitor.open_form()
    return visitor


def from_elsewhere():
    """Headers of a proxy, each time for another network: no limit of senders is reached."""
    return {"Host": HOST, "X-Forwarded-For": f"100.64.{next(numbers)}.1"}


def send(port, path, body, headers, declared=None):
    """(status, length of the page); a refusal may come before all is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest("POST", path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(declared or len(body)))
        connection.endheaders()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.send(body)
        reply = connection.getresponse()
        return reply.status, len(reply.read())
    finally:
        connection.close()


def memory_mb(pid, key="VmRSS"):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024


def growth(workers, act):
    """(what `act` gives, MB by which the worker that grew most was larger meanwhile)."""
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # its highest mark starts anew
    before = [memory_mb(pid) for pid in workers]
    result = act()
    highest = [memory_mb(pid, "VmHWM") for pid in workers]
    return result, max(high - low for low, high in zip(before, highest, strict=True))


def multipart(mark, size):
    """A form whose message is base64 that is mostly blanks (CVE-2026-108147)."""
    parts = {"csrfmiddlewaretoken": ("", mark), "message": ("base64", "YWFh" + " " * 60)}
    text = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n'
        f"{f'Content-Transfer-Encoding: {encoding}' + chr(13) + chr(10) if encoding else ''}\r\n"
        f"{value * (size // len(value) if encoding else 1)}\r\n"
        for name, (encoding, value) in parts.items()
    )
    return f"{text}--{BOUNDARY}--\r\n".encode()


def urlencoded(mark, filler, size):
    start = f"csrfmiddlewaretoken={mark}&message="
    return (start + filler * ((size - len(start)) // len(filler))).encode()


def bodies(mark, size):
    """Name → (headers, body) of forms of about this size, with a good mark against forgery."""
    forms = {name: (FORM, urlencoded(mark, filler, size)) for name, filler in FILLERS.items()}
    return forms | {"base64": (MULTIPART, multipart(mark, size))}


def test_growth_is_seen():
    _, grown = growth([os.getpid()], lambda: len(bytes(b"x" * 2 * MOST_GROWTH_MB * 1024 * 1024)))
    assert grown > MOST_GROWTH_MB


def test_fifty_at_once_are_refused_without_memory(front, visitor):
    """Straight at gunicorn, where nothing is buffered before it."""
    workers = front.web.children()
    tried = {
        f"declared {path}": (413, path, FORM, b"", MAX_REQUEST_BYTES + 1)
        for path in (visitor.path, "/admin/login/", "/editor/upload/")
    }
    (headers, body), *_ = bodies(visitor.mark, PUBLIC_BODY_BYTES // 2).values()
    tried["sent, unread"] = 413, visitor.path, headers, body, None
    for name, (headers, body) in bodies(visitor.mark, settings.PUBLIC_FORM_BYTES - 1000).items():
        tried[name] = 400, visitor.path, headers, body, None
    found = {}
    for name, (status, path, headers, body, declared) in tried.items():

        def act(path=path, headers=headers, body=body, declared=declared):
            def one(number):
                told = from_elsewhere() | headers | {"Cookie": visitor.cookie}
                return send(front.web_port, path, body, told, declared)

            with ThreadPoolExecutor(AT_ONCE) as pool:
                return {status for status, _ in pool.map(one, range(AT_ONCE))}

        statuses, grown = growth(workers, act)
        if statuses != {status} or grown > MOST_GROWTH_MB:
            found[name] = statuses, grown
    assert found == {}
    assert front.web.children() == workers  # nobody was ended for what he took


@contextlib.contextmanager
def slow_senders(port):
    """So many that begin a request and do not end it: half a head, or a head and no body."""
    begun = f"POST /golmud/consult/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n"
    with contextlib.ExitStack() as stack:
        for number in range(SLOW):
            sender = socket.create_connection(
                ("127.0.0.1", port), source_address=(f"127.0.1.{number + 1}", 0)
            )
            stack.enter_context(sender).sendall((begun + "\r\n" * (number % 2)).encode())
        yield


def slowest(port, reads):
    """Seconds that 95 of 100 readers wait at most; those who give up have waited ten times it."""
    waits = []
    for _ in range(reads):
        started = time.monotonic()
        try:
            with socket.create_connection(("127.0.0.1", port), MOST_SECONDS * 10) as reader:
                reader.sendall(f"GET /golmud/ HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
                assert reader.recv(12).endswith(b"200")
        except TimeoutError:
            return MOST_SECONDS * 10
        waits.append(time.monotonic() - started)
    return statistics.quantiles(waits, n=20)[-1]


def test_slow_senders_keep_nobody_waiting(front):
    alone = slowest(front.port, READS)
    with slow_senders(front.port):
        beside = slowest(front.port, READS)
    assert beside < max(MOST_SECONDS, 3 * alone)  # a busy machine is no reason to fail
    with slow_senders(front.web_port):  # the control: without nginx they take every thread
        assert slowest(front.web_port, 2) > MOST_SECONDS
