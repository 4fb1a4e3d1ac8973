"""Which address a request came from, counted from our own proxies only."""

import ipaddress

from django.conf import settings


def client_ip(request) -> str:
    """The client's address; X-Forwarded-For is read only as deep as PROXY_COUNT says.

    "" where the server knows none, as behind a Unix socket.
    """
    forwarded = ""
    if settings.PROXY_COUNT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.PROXY_COUNT:
            forwarded = hops[-settings.PROXY_COUNT].strip()
    return _plain(forwarded) or _plain(request.META.get("REMOTE_ADDR", ""))


def _plain(address: str) -> str:
    """Without the zone of a link (fe80::1%eth0); IPv4 on a dual-stack socket as IPv4."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def client_network(ip: str) -> str:
    """The unit a throttle counts: an IPv4 address, or an IPv6 /64."""
    address = ipaddress.ip_address(ip) if ip else ipaddress.IPv4Address(0)
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
