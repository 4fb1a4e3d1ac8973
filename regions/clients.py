"""Which address a request came from, counted from our own proxies only."""

import ipaddress

from django.conf import settings


def client_ip(request) -> str:
    """The client's address; X-Forwarded-For is read only as deep as PROXY_COUNT says."""
    if settings.PROXY_COUNT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.PROXY_COUNT:
            candidate = hops[-settings.PROXY_COUNT].strip()
            try:
                return str(ipaddress.ip_address(candidate))
            except ValueError:
                pass
    return request.META.get("REMOTE_ADDR", "")


def client_network(ip: str) -> str:
    """The unit a throttle counts: an IPv4 address, or an IPv6 /64."""
    address = ipaddress.ip_address(ip) if ip else ipaddress.IPv4Address(0)
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
