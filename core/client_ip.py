"""Which address a request came from, counted from our own proxies only."""

import ipaddress
import re

from django.conf import settings

# As proxies write it: 203.0.113.7:51234, [2001:db8::7]:443, "[2001:db8::7]"; a bare IPv6 has no
# port. What they write of a client they do not know or hide (unknown, _hidden) is no address.
WRITTEN = re.compile(r'"?(?:\[([^\]]+)\](?::\d+)?|([^:\[\]"]+):\d+|([^\[\]"]+))"?')
OF_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

PREFIXES = {4: (32, 24), 6: (64, 48, 32)}  # by version of IP


def client_ip(request) -> str:
    """The client's address; X-Forwarded-For is read only as deep as PROXY_COUNT says.

    Empty entries do not count (RFC 9110, 5.6.1). "" where the server knows no address, as behind a
    Unix socket.
    """
    forwarded = ""
    if settings.PROXY_COUNT:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        hops = [hop for hop in hops if hop]
        if len(hops) >= settings.PROXY_COUNT:
            forwarded = hops[-settings.PROXY_COUNT]
    return _plain(forwarded) or _plain(request.META.get("REMOTE_ADDR", ""))


def is_proxy_uncounted(request) -> bool:
    """Behind a proxy that PROXY_COUNT knows nothing of: all visitors would be one address."""
    return not (settings.LOCAL or settings.PROXY_COUNT) and any(
        header in request.META for header in OF_PROXIES
    )


def _plain(written: str) -> str:
    """Without port, brackets and zone (fe80::1%eth0); IPv4 on a dual-stack socket as IPv4."""
    found = WRITTEN.fullmatch(written)
    try:
        ip = ipaddress.ip_address((found[found.lastindex] if found else "").partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def client_network(ip: str) -> str:
    """The unit a throttle counts: an IPv4 address, or an IPv6 /64."""
    return client_networks(ip)[0]


def client_networks(ip: str) -> list[str]:
    """That unit and the blocks around it, the nearest first: a /24; an IPv6 /48 and /32.

    Who rents one IPv6 line walks through the 65,536 /64s of a /48 as he likes.
    """
    address = ipaddress.ip_address(ip) if ip else ipaddress.IPv4Address(0)
    return [
        str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
        for prefix in PREFIXES[address.version]
    ]
