"""What deploy/nginx.conf keeps of readers' pages, under the real nginx before a made-up portal."""

import gzip
import re
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.kept_page import SHARED
from tests.loopback import wait_until
from tests.nginx import HOST, needs_nginx, nginx_before

pytestmark = needs_nginx
LASTS = ", ".join(f"{name.replace('_', '-')}={value}" for name, value in SHARED.items())
KEPT = f"public, max-age=0, {LASTS}"


class Pages(BaseHTTPRequestHandler):
    """Each answer says the how many'th it is, and what was asked."""

    protocol_version = "HTTP/1.1"
    count, status, headers_sent = 0, 200, {}

    def do_GET(self):  # noqa: N802 -- the library's name
        cls = type(self)
        cls.count += 1
        body = f"{cls.count} {self.path} {self.headers['Accept-Encoding']}".encode()
        self.send_response(cls.status)
        is_packed = self.headers["Accept-Encoding"] == "gzip"
        if is_packed:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        for name, value in cls.headers_sent.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def ask(port, path, method="GET", **headers):
    """(status, text, headers); the request's headers by their names, with _ for -."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers={"Host": HOST} | sent)
        reply = connection.getresponse()
        return reply.status, reply.read().decode(errors="replace"), reply.headers
    finally:
        connection.close()


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with nginx_before(tmp_path_factory.mktemp("nginx"), server.server_port) as port:
        yield port
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def portal():
    """Keeps everything, and its answers are what readers may share."""
    Pages.count, Pages.status = 0, 200
    Pages.headers_sent = {
        "Cache-Control": KEPT,
        "Vary": "Cookie, Accept-Encoding, HX-Request",
        "X-Content-Type-Options": "nosniff",
        "ETag": 'W/"0123"',
    }
    return Pages


@pytest.fixture
def path(request):
    return f"/golmud/{re.sub(r'[^a-z0-9_]+', '-', request.node.name)}/"


def counted(portal, port, path, **headers):
    """How often the portal was asked for what was just asked twice."""
    before = portal.count
    for _ in range(2):
        ask(port, path, **headers)
    return portal.count - before


def test_page_is_kept_for_seconds_with_all_its_headers(port, portal, path):
    first, second = ask(port, path), ask(port, path)
    assert (first[:2], second[:2], portal.count) == ((200, f"1 {path} None"),) * 2 + (1,)
    for name, value in portal.headers_sent.items():
        assert second[2][name] == value
    wait_until(lambda: ask(port, path)[1].startswith("2 "))


def test_reader_who_has_the_page_is_told_so(port, path):
    ask(port, path)
    status, body, headers = ask(port, path, If_None_Match='"x", W/"0123"')
    assert (status, body, headers["ETag"]) == (304, "", 'W/"0123"')


@pytest.mark.parametrize(
    "query",
    ["?utm_source=wx&from=timeline", "?isappinstalled=0", "?from=x&utm_a=b&", "?"],
)
def test_what_chat_programs_append_is_no_other_page(port, portal, path, query):
    ask(port, path)
    assert (ask(port, f"{path}{query}")[0], portal.count) == (200, 1)


def test_page_numbers_are_pages(port, portal, path):
    assert counted(portal, port, f"{path}?page=2") == 1
    assert counted(portal, port, f"{path}?page=3") == 1
    assert counted(portal, port, f"{path}?from=a&page=3&utm_x=b") == 0
    assert counted(portal, port, path) == 1


@pytest.mark.parametrize(
    "query",
    ["q=a", "page=2&q=a", "page=0", "page=2&page=3", "utm_source=a&b", "page=12345", "fromx=1"],
)
def test_filters_go_past(port, portal, path, query):
    assert counted(portal, port, f"{path}?{query}") == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "__Host-session=abc"},
        {"Cookie": "a=b; __Host-session =abc"},
        {"Cookie": "__Host-display=theme=dark; __Host-display=mode=care"},
        {"Cookie": "__Host-display=theme=blue"},
        {"Cookie": "__Host-display =theme=dark"},
        {"Authorization": "Basic eDp5"},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "yes"},
    ],
)
def test_staff_and_what_is_odd_go_past_and_leave_nothing(port, portal, path, headers):
    assert counted(portal, port, path, **headers) == 2
    assert counted(portal, port, path) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": '__Host-display="mode=care&theme=dark"'},
        {"Cookie": "a=b; __Host-display=theme=light"},
        {"Cookie": "__Host-display=mode=care; a=b"},
        {"HX-Request": "true"},
        {"Accept-Encoding": "br, gzip"},
    ],
)
def test_variants_are_kept_by_themselves(port, portal, path, headers):
    assert [counted(portal, port, path, **headers), counted(portal, port, path)] == [1, 1]
    assert counted(portal, port, path, **headers) == 0


@pytest.mark.parametrize(
    ("accepted", "told"),
    [("gzip;q=0", "None"), ("br", "None"), ("identity", "None"), ("gzip;q=0.5", "gzip")],
)
def test_portal_hears_of_gzip_alone(port, portal, path, accepted, told):
    status, body, headers = ask(port, path, Accept_Encoding=accepted)
    assert (headers["Content-Encoding"] == "gzip") is (told == "gzip")


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private, max-age=0"},
        {"Cache-Control": KEPT, "Set-Cookie": "a=b"},
        {},
    ],
)
def test_what_the_portal_does_not_give_away_is_not_kept(port, portal, path, headers):
    portal.headers_sent = headers
    assert counted(portal, port, path) == 2


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_readers_get_the_last_page_while_the_portal_fails(port, portal, path, status):
    ask(port, path)
    portal.status = status
    time.sleep(2.1)
    assert ask(port, path)[:2] == (200, f"1 {path} None")
    other = ask(port, f"{path}never-seen/")
    assert other[0] == status
    portal.status = 200
    wait_until(lambda: ask(port, path)[1] != f"1 {path} None")


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_stays_gone_during_an_outage(port, portal, path, status):
    ask(port, path)
    portal.status = status
    portal.headers_sent = {"Cache-Control": "public, max-age=0, s-maxage=2"}
    started = time.monotonic()
    wait_until(lambda: ask(port, path)[0] == status)
    assert time.monotonic() - started < 5
    portal.status, portal.headers_sent = 503, {}
    time.sleep(2.1)
    assert ask(port, path)[0] in (status, 503)


def test_what_never_was_is_not_kept(port, portal, path):
    portal.status = 404
    portal.headers_sent = {"Cache-Control": "public, max-age=0, s-maxage=2"}
    assert counted(portal, port, path) == 2


@pytest.mark.parametrize("place", ["consult/", "consult/status/"])
def test_forms_are_never_kept(port, portal, path, place):
    portal.headers_sent = {"Cache-Control": KEPT}
    assert counted(portal, port, f"/golmud/{place}") == 2
    portal.status = 503
    assert ask(port, f"/golmud/{place}")[0] == 503


def test_crowd_asks_once(port, portal, path):
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(ask(port, path)[1])) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (set(results), portal.count) == ({f"1 {path} None"}, 1)
