"""Nothing but pages of the public internet is asked, by the very number that was looked at."""

import socket
import threading

import pytest

from core.public_fetch import NotPublicError, is_public, look

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::", "ff02::1"),
    ],
)
def test_numbers_of_our_own_networks_are_not_public(number):
    assert is_public(number) is False


def test_public_numbers_are_public():
    assert [is_public(PUBLIC), is_public("2400:3200::1"), is_public(f"::ffff:{PUBLIC}")] == [
        True
    ] * 3


class Elsewhere:
    """Websites by the name of their host: what each answers; all names lead to one number."""

    def __init__(self, answers, numbers=None):
        self.answers, self.numbers = answers, numbers or {}
        self.asked, self.talked_to = [], []

    def resolve(self, host, port, **how):
        return [(0, 0, 0, "", (number, port)) for number in self.numbers.get(host, [PUBLIC])]

    def connect(self, address, timeout):
        self.talked_to.append(address)
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._answer, args=[theirs], daemon=True).start()
        ours.settimeout(timeout)
        return ours

    def _answer(self, sock):
        with sock:
            head = sock.recv(4096).decode()
            host = head.partition("Host: ")[2].partition("\r\n")[0]
            self.asked.append((host, head.split(" ")[1]))
            sock.sendall(f"HTTP/1.1 {self.answers[host]}\r\nContent-Length: 0\r\n\r\n".encode())

    def look(self, address, may_ask=lambda host: True):
        return look(address, may_ask=may_ask, resolve=self.resolve, connect=self.connect)


def test_an_answer_is_its_status():
    web = Elsewhere({"a.example": "404 Not Found"})
    assert web.look("http://a.example/新闻/?id=1#top") == 404
    assert web.asked == [("a.example", "/%E6%96%B0%E9%97%BB/?id=1")]
    assert web.talked_to == [(PUBLIC, 80)]


def test_what_leads_on_is_followed_where_one_may_ask():
    web = Elsewhere({"a.example": "302 Found\r\nLocation: //b.example/x", "b.example": "200 OK"})
    assert web.look("http://a.example/") == 200
    assert web.asked == [("a.example", "/"), ("b.example", "/x")]
    assert web.look("http://a.example/", may_ask="a.example".__eq__) == 302


def test_a_circle_ends():
    web = Elsewhere({"a.example": "301 Moved\r\nLocation: /again"})
    assert web.look("http://a.example/") == 301
    assert len(web.asked) == 4


@pytest.mark.parametrize(
    "address",
    [
        *("http://inside.example/", "http://mixed.example/", "http://a.example:8080/"),
        *("http://user@a.example/", "ftp://a.example/", "file:///etc/passwd", "http:///x"),
        *("http://a.example\\@inside.example/", "http://a.example/ x", "http://[::1/"),
    ],
)
def test_what_is_not_public_is_never_talked_to(address):
    inside = {"inside.example": ["10.0.0.1"], "mixed.example": [PUBLIC, "127.0.0.1"]}
    web = Elsewhere({}, inside)
    with pytest.raises(NotPublicError):
        web.look(address)
    assert web.talked_to == []


def test_a_public_page_leads_into_no_network_of_ours():
    moved = {"a.example": "302 Found\r\nLocation: http://inside.example/admin"}
    web = Elsewhere(moved, {"inside.example": ["192.168.0.1"]})
    with pytest.raises(NotPublicError):
        web.look("http://a.example/")
    assert web.talked_to == [(PUBLIC, 80)]
