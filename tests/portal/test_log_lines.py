"""One event is one line, whatever strangers write into addresses, headers and fields.

Row I14 of docs/security-targets.md, at a whole portal: its logs and nginx's are read back.
"""

import json
import random
import re
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote_from_bytes

import pytest

from tests.loopback import wait_until
from tests.nginx import HOST, needs_nginx, portal_behind_nginx

pytestmark = [needs_nginx, pytest.mark.crash, pytest.mark.django_db(transaction=True)]

REQUESTS = 600
EVENT = '{"at": "2026-01-01", "level": "CRITICAL", "logger": "x", "message": "forged"}'
FORGERIES = [
    *("\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"),
    *("\u2028", "\u2029", "\x00", "\x08", "\x7f", "\x1b[2J", "\x1b]0;x\x07", "\x9b2J"),
    *("\u202e", "\u2066", "\ufeff", "\u200b", '"', "\\", "\\n", "\\u000a", '", "level": "INFO'),
    *("%0a", "%0d%0a", "%250a", "%s %d %n", "{0.__class__}", "${jndi:ldap://127.0.0.1/x}", "\t"),
]
RAW = [b"\n", b"\r", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xe5\x98\x8a\xe5\x98\x8d", b"\x1b[2J"]
OF_NGINX = re.compile(r'\S+ \[[\dT:+-]+\] "[^"]*" \d{3} \d+ [\d.]+( \S+)?', re.ASCII)
NUMBER = re.compile(r"line-(\d+)-")
CHANCE = random.Random(14)  # noqa: S311 -- which forgery stands where, not a secret


def forged(number):
    """The bytes of a request for a page that is not there, forged in each place."""
    pieces = [text.encode() for text in FORGERIES] + RAW
    one, other, third = (CHANCE.choice(pieces) for _ in range(3))
    event = EVENT.encode()
    path = quote_from_bytes(b"/golmud/line-%d-" % number + one + event + other)
    words = f"message={quote_from_bytes(third + event)}".encode()
    fold = CHANCE.choice([b"\t", b" ", b""])
    # A raw line end would end the header.
    safe = bytes(b for b in one + fold + other if b not in b"\r\n\x00")
    head = (
        f"{CHANCE.choice(['GET', 'POST'])} {path}?q={quote_from_bytes(other + event)} HTTP/1.1\r\n"
        f"Host: {HOST}\r\nConnection: close\r\nContent-Length: {len(words)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    ).encode()
    headers = b"".join(name + b": x" + safe + b"x\r\n" for name in (b"User-Agent", b"Referer"))
    return head + headers + b"\r\n" + words


def send(port, request):
    with socket.create_connection(("127.0.0.1", port), 60) as sender:
        sender.sendall(request)
        return b"".join(iter(lambda: sender.recv(65536), b""))[9:12]


def lines_by_number(lines):
    return Counter(found[1] for line in lines for found in NUMBER.finditer(line))


def test_each_event_is_one_line_of_json(site, tmp_path):
    with portal_behind_nginx(tmp_path) as front:
        requests = [forged(number) for number in range(REQUESTS)]
        ports = [(front.port, front.web_port)[number % 2] for number in range(REQUESTS)]
        with ThreadPoolExecutor(8) as pool:
            told = Counter(pool.map(send, ports, requests))
        # What is no HTTP at all is an event of gunicorn's own.
        for piece in RAW:
            send(front.web_port, b"GET /line" + piece + EVENT.encode() + b" HTTP/9\r\n\r\n")
            send(front.port, b"GET /line" + piece + EVENT.encode() + b" HTTP/9\r\n\r\n")
        send(front.port, f"GET /golmud/line-{REQUESTS}-/ HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        wait_until(lambda: f"line-{REQUESTS}-" in front.log("access.log"))
        web, access = front.log("web.log"), front.log("access.log")
    assert set(told) <= {b"404", b"403", b"400", b"503", b"504"}  # 5xx: too many at once
    assert told[b"404"] > REQUESTS / 3
    lines = web.splitlines()  # by every mark that anybody may take for the end of a line
    assert lines == web.split("\n")[:-1]
    events = [json.loads(line) for line in lines]
    assert [event for event in events if event["message"] == "forged"] == []
    assert {event["level"] for event in events} <= {"INFO", "WARNING", "ERROR"}
    missed = lines_by_number(
        line["message"] for line in events if line["message"].startswith("Not")
    )
    assert set(missed.values()) == {1}
    assert len(missed) > told[b"404"]
    lines = access.splitlines()
    assert [line for line in lines if not OF_NGINX.fullmatch(line)] == []
    through = lines_by_number(lines)
    unread = [line for line in lines if not NUMBER.search(line)]  # nginx takes no NUL in a path
    asked = {str(number) for number in [*range(0, REQUESTS, 2), REQUESTS]}
    assert (set(through.values()), set(through) - asked) == ({1}, set())
    assert len(asked - set(through)) <= len(unread) <= REQUESTS / 10


@pytest.mark.parametrize("break_", ["\n", "\r", "\x85", "\u2028"])
def test_forged_lines_are_seen(break_):
    """The control: a log that writes what it is given has two lines, of which one is forged."""
    lines = f'"GET /{break_}{EVENT}" 404'.splitlines()
    assert (len(lines), json.loads(lines[1].removesuffix('" 404'))["message"]) == (2, "forged")
    assert not OF_NGINX.fullmatch(lines[1])
