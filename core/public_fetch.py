"""A look at web addresses that people typed: whether a page of the public internet answers.

An address may lead anywhere, into our own network as well. So its name is resolved once, nothing
but public addresses are talked to, by the very number that was looked at, on the ports of the web;
where it leads on is asked the same. Nothing is read but the head of the answer, for a short time.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import closing, suppress
from urllib.parse import quote, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
MOST_HOPS = 4
SECONDS = 5  # for each thing that is waited for
LONGEST = 15  # seconds, of one answer in all
MOVED = {301, 302, 303, 307, 308}
# IPv6 that carries an IPv4 address, which nobody has looked at.
CARRIERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/32", "2002::/16", "2001::/32")]
AGENT = "Mozilla/5.0 (compatible; portal-link-check)"
TLS = ssl.create_default_context()


class NotPublicError(Exception):
    """The address leads to no page of the public internet."""


def look(address, *, may_ask, resolve=socket.getaddrinfo, connect=socket.create_connection) -> int:
    """The status of the answer; raises NotPublicError, OSError or HTTPException.

    `may_ask(host)`: an address that leads on to another host answers with its redirect.
    """
    for _ in range(MOST_HOPS):
        scheme, host, port, path = _parts_of(address)
        numbers = public_numbers(host, port, resolve)
        status, target = _head_of(scheme, host, numbers[0], port, path, connect)
        if status not in MOVED or not target:
            return status
        address = urljoin(address, target)
        if not may_ask(_parts_of(address)[1]):
            return status
    return status


def _parts_of(address):
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise NotPublicError from error
    is_plain = address.isprintable() and "\\" not in address and " " not in address
    if not is_plain or parts.username or parts.password or not parts.hostname:
        raise NotPublicError
    if parts.scheme not in PORTS or port != PORTS[parts.scheme]:
        raise NotPublicError
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, path


def public_numbers(host, port, resolve=socket.getaddrinfo) -> list[str]:
    """Every number of the name; NotPublicError if any of them is not public."""
    try:
        found = resolve(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise NotPublicError from error
    numbers = [row[4][0] for row in found]
    if not numbers or not all(map(is_public, numbers)):
        raise NotPublicError
    return numbers


def is_public(number) -> bool:
    ip = ipaddress.ip_address(number.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    is_carrier = any(ip.version == net.version and ip in net for net in CARRIERS)
    return ip.is_global and not ip.is_multicast and not is_carrier


def _head_of(scheme, host, number, port, path, connect):
    """(status, where it leads on)."""
    sock = connect((number, port), SECONDS)
    with closing(sock):
        ending = threading.Timer(LONGEST, _end, [sock])
        ending.daemon = True
        ending.start()
        try:
            if scheme == "https":
                sock = TLS.wrap_socket(sock, server_hostname=host)
            return _ask(sock, host, port, path)
        finally:
            ending.cancel()
            sock.close()


def _end(sock):
    """Whoever sends a letter a second is not waited for."""
    with suppress(OSError):  # it was through already
        sock.shutdown(socket.SHUT_RDWR)


def _ask(sock, host, port, path):
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = sock
    headers = {"User-Agent": AGENT, "Accept": "text/html,*/*", "Connection": "close"}
    connection.request("GET", _quoted(path), headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers.get("Location", "")


def _quoted(path):
    """As browsers send what was typed in Chinese."""
    return quote(path, safe="/?&=%#+:;,@!$'()*~[]-._")
