"""deploy/nginx.conf under the real nginx, where one is installed: limits, error pages, health."""

import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from exchange.upload_checks import MAX_FILE, MB
from portal.middleware import PUBLIC_BODY_BYTES
from publishing.uploads import MAX_BYTES, MAX_REQUEST_BYTES
from tests.loopback import free_port, wait_until
from tests.nginx import DEPLOY, HOST, needs_nginx, nginx_before

# What the portal of these tests was asked about files, and what nobody may see.
asked, hidden = [], set()
STYLES = ("page.css", "page.0123456789ab.css")


class Portal(BaseHTTPRequestHandler):
    """Stands behind nginx and says what it was asked for."""

    def do_GET(self):  # noqa: N802 -- the library's name
        if self.headers["X-Portal-May-See"]:
            asked.append(self.path)
            self.send_response(403 if self.path in hidden else 204)
            self.send_header("Cache-Control", "public, max-age=5")
            self.end_headers()
            return
        body = f"portal {self.headers['Host']} {self.path}".encode()
        self.send_response({"/busy": 503, **dict.fromkeys(hidden, 404)}.get(self.path, 200))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):  # noqa: N802 -- the library's name
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    """Ports of nginx and of the portal behind it, which a test may stop."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "media").mkdir()
    (folder / "media" / "a.jpg").write_bytes(b"picture")
    for ending, kind in {"avif": b"avif", "webp": b"webp", "jpg": b"jpeg"}.items():
        (folder / "media" / f"a.jpg.w480.{ending}").write_bytes(kind)
        if ending != "avif":
            (folder / "media" / f"a.jpg.c480.{ending}").write_bytes(kind)
    (folder / "static" / "css").mkdir(parents=True)
    for name in STYLES:
        (folder / "static" / "css" / name).write_text("body {}")
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    with nginx_before(folder, portal.server_port) as port:
        yield port, portal
    portal.shutdown()
    portal.server_close()


def ask(port, path, method="GET", size=0, host=HOST, sender="127.0.0.1", accepted=""):
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=30, source_address=(sender, 0)
    )
    try:
        headers = {"Host": host, "Content-Length": str(size)} if size else {"Host": host}
        headers |= {"Accept": accepted} if accepted else {}
        connection.putrequest(method, path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        if method == "POST" and size <= 64 * MB:
            connection.send(bytes(size))
        reply = connection.getresponse()
        return reply.status, reply.read().decode(errors="replace"), reply.headers
    finally:
        connection.close()


def test_limits_of_nginx_django_and_pages_agree():
    config = (DEPLOY / "nginx.conf").read_text()
    limits = {int(number) * MB for number in re.findall(r"client_max_body_size (\d+)m;", config)}
    assert limits == {PUBLIC_BODY_BYTES + MB, MAX_REQUEST_BYTES}
    page = (DEPLOY / "errors" / "413.html").read_text()
    named = {int(number) * MB for number in re.findall(r"(\d+) MB", page)}
    assert named == {MAX_REQUEST_BYTES, MAX_FILE, MAX_BYTES}
    assert f"最多 {settings.PUBLIC_FORM_BYTES // 1024} KB" in page


@needs_nginx
@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/admin/parks/listing/import/", 26 * MB),
        ("/admin/news/article/add/", 30 * MB),
        ("/editor/upload/", 11 * MB),
        ("/golmud/consult/", 5 * MB),
    ],
)
def test_what_the_portal_takes_gets_through(nginx, path, size):
    status, body, _ = ask(nginx[0], path, "POST", size)
    assert (status, body) == (200, f"portal {HOST} {path}")


@needs_nginx
@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/admin/parks/listing/import/", 65 * MB),
        ("/admin/news/article/add/", 65 * MB),
        ("/golmud/consult/", 7 * MB),
        ("/admin/login/", 7 * MB),
    ],
)
def test_what_is_too_large_is_a_chinese_page_with_the_limits(nginx, path, size):
    status, body, headers = ask(nginx[0], path, "POST", size)
    assert (status, headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert ("一次最多提交 64 MB" in body, "按浏览器的“返回”" in body) == (True, True)


@needs_nginx
def test_health_answers_by_address_and_nothing_else_does(nginx):
    status, body, _ = ask(nginx[0], "/healthz", host="10.20.30.40")
    assert (status, body.split()[0]) == (200, "portal")
    with pytest.raises(http.client.RemoteDisconnected):
        ask(nginx[0], "/", host="10.20.30.40")


@needs_nginx
def test_pictures_come_from_the_folder_and_pdfs_from_the_portal(nginx):
    assert ask(nginx[0], "/media/a.jpg")[:2] == (200, "picture")
    assert ask(nginx[0], "/media/a.pdf")[:2] == (200, f"portal {HOST} /media/a.pdf")


@needs_nginx
def test_picture_is_gone_when_the_portal_says_so(nginx):
    """Asked once in five seconds, and what is hidden is as lost as what never was."""
    path = "/media/a.jpg?gone"
    first = ask(nginx[0], path)
    assert (first[0], first[2]["Cache-Control"]) == (200, "public, max-age=5")
    hidden.add(path)
    ask(nginx[0], path)
    assert asked.count(path) == 1
    wait_until(lambda: "portal" in ask(nginx[0], path)[1])
    assert ask(nginx[0], path)[:2] == (404, f"portal {HOST} {path}")
    assert asked.count(path) == 2


@needs_nginx
@pytest.mark.parametrize("name", STYLES)
def test_own_files_come_from_the_folder_with_the_portals_headers(nginx, client, name):
    status, body, headers = ask(nginx[0], f"/static/css/{name}")
    assert (status, body, headers["Content-Type"]) == (200, "body {}", "text/css; charset=utf-8")
    of_the_portal = client.get("/healthz").headers
    same = {*of_the_portal} - {"Content-Type", "Content-Length", "Expires", "Cache-Control"}
    assert same >= {"Permissions-Policy", "X-Frame-Options", "Referrer-Policy"}
    for header in same - {"Content-Security-Policy"}:
        assert headers[header] == of_the_portal[header]
    assert ("immutable" in headers["Cache-Control"]) is (name == STYLES[1])


@needs_nginx
def test_file_that_is_not_collected_comes_from_the_portal(nginx):
    assert ask(nginx[0], "/static/css/other.css")[:2] == (
        200,
        f"portal {HOST} /static/css/other.css",
    )


@needs_nginx
def test_error_pages_have_no_address_of_their_own(nginx):
    assert ask(nginx[0], "/portal-errors/413.html")[0] == 404
    status, body, headers = ask(nginx[0], "/portal-errors/page.css")
    assert (status, headers["Content-Type"], "body {" in body) == (200, "text/css", True)


@needs_nginx
def test_own_error_pages_of_the_portal_pass(nginx):
    assert ask(nginx[0], "/busy")[:2] == (503, f"portal {HOST} /busy")


@needs_nginx
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_portal_that_does_not_answer_is_a_chinese_page(tmp_path, method):
    with nginx_before(tmp_path, free_port()) as port:
        status, body, headers = ask(port, "/golmud/consult/", method, 10 if method == "POST" else 0)
    assert (status, "网站正在维护" in body, "按浏览器的“返回”" in body) == (502, True, True)
    assert headers["Cache-Control"] == "no-store"


@needs_nginx
@pytest.mark.parametrize(
    ("path", "sender"),
    [
        ("/golmud/consult/status/", "127.0.0.2"),
        ("/admin/login/", "127.0.0.3"),
        ("/admin/second-factor/setup/", "127.0.0.4"),
        ("/admin/invitation/MQ/x/", "127.0.0.5"),
    ],
)
def test_floods_are_stopped_and_looking_is_not(nginx, path, sender):
    """GETs first: had they counted, the first POST would be refused already."""
    looked = [ask(nginx[0], path, sender=sender)[0] for _ in range(150)]
    sent = [ask(nginx[0], path, "POST", 10, sender=sender) for _ in range(150)]
    looked_after = ask(nginx[0], path, sender=sender)[0]
    statuses = [status for status, *_ in sent]
    assert (set(looked), statuses[0], looked_after) == ({200}, 200, 200)
    status, body, headers = sent[-1]
    assert (status, headers["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert ("这一次没有收到" in body, headers["Retry-After"]) == (True, "30")


@needs_nginx
def test_looking_for_answers_while_typing_is_no_flood(nginx):
    path = "/golmud/consult/answers/"
    sent = {ask(nginx[0], path, "POST", 10, sender="127.0.0.6")[0] for _ in range(150)}
    assert sent == {200}


@needs_nginx
def test_copies_of_pictures_come_in_the_format_that_is_accepted(nginx):
    """As long as there are none, the picture itself comes; the portal is not asked for it."""
    status, body, headers = ask(nginx[0], "/media/a.jpg.w960", accepted="image/avif")
    assert (status, body, headers["Content-Type"]) == (200, "picture", "image/jpeg")
    assert ask(nginx[0], "/media/b.jpg.w960")[1] == f"portal {HOST} /media/b.jpg.w960"
    assert ask(nginx[0], "/media/a.jpg.c480", accepted="image/avif,image/webp")[1] == "webp"
    for accepted, kind in {
        "image/avif,image/webp": "avif",
        "image/webp": "webp",
        "": "jpeg",
    }.items():
        status, body, headers = ask(nginx[0], "/media/a.jpg.w480", accepted=accepted)
        assert (status, body, headers["Content-Type"]) == (200, kind, f"image/{kind}")
        assert (headers["Vary"], headers["X-Content-Type-Options"]) == ("Accept", "nosniff")
