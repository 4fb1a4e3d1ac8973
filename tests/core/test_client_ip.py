"""Whose address a request bears: what visitors write into headers counts for nothing."""

import pytest
from django.test import RequestFactory

from core.client_ip import client_ip, client_network, client_networks

FORGED = "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "expected"),
    [
        (0, FORGED, "198.51.100.7", "198.51.100.7"),
        (1, None, "198.51.100.7", "198.51.100.7"),
        (1, f"{FORGED}, 198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (2, f"{FORGED}, 198.51.100.7, 10.0.0.1", "127.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "127.0.0.1", "127.0.0.1"),
        (1, f"{FORGED}, unknown", "127.0.0.1", "127.0.0.1"),
        (1, f"{FORGED}, _hidden", "127.0.0.1", "127.0.0.1"),
        (1, f"{FORGED}, unix:", "127.0.0.1", "127.0.0.1"),
        (1, f"{FORGED}, 198.51.100.7:http", "127.0.0.1", "127.0.0.1"),
        (1, "198.51.100.7:4711", "127.0.0.1", "198.51.100.7"),
        (1, "[2001:DB8::7]:4711", "127.0.0.1", "2001:db8::7"),
        (1, "[2001:db8::7]", "127.0.0.1", "2001:db8::7"),
        (1, '"[2001:db8::7]:4711"', "127.0.0.1", "2001:db8::7"),
        (1, "[::ffff:198.51.100.7]:4711", "127.0.0.1", "198.51.100.7"),
        (1, "[fe80::1%eth0]:4711", "127.0.0.1", "fe80::1"),
        (1, "2001:db8::7", "127.0.0.1", "2001:db8::7"),
        (1, "[198.51.100.7", "127.0.0.1", "127.0.0.1"),
        (1, f"{FORGED}, 198.51.100.7, ", "127.0.0.1", "198.51.100.7"),
        (2, f"{FORGED}, 198.51.100.7:4711, , 10.0.0.1:80", "127.0.0.1", "198.51.100.7"),
        (1, " , ", "198.51.100.7", "198.51.100.7"),
        (0, None, "198.51.100.7:4711", "198.51.100.7"),
        (1, "198.51.100.7", "", "198.51.100.7"),
        (1, "\r\n198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (0, None, "", ""),
        (0, None, "unix:", ""),
        (0, None, "2001:DB8::1", "2001:db8::1"),
        (0, None, "::ffff:198.51.100.7", "198.51.100.7"),
        (0, None, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_client_ip_trusts_only_our_own_proxies(settings, proxies, forwarded, peer, expected):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer)
    if forwarded is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_ip(request) == expected


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("198.51.100.7", "198.51.100.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("", "0.0.0.0/32"),
    ],
)
def test_client_network_is_what_one_visitor_owns(ip, network):
    assert client_network(ip) == network


@pytest.mark.parametrize(
    ("ip", "networks"),
    [
        ("198.51.100.7", ["198.51.100.7/32", "198.51.100.0/24"]),
        ("2001:db8:1:2::9", ["2001:db8:1:2::/64", "2001:db8:1::/48", "2001:db8::/32"]),
        ("", ["0.0.0.0/32", "0.0.0.0/24"]),
    ],
)
def test_client_networks_widen(ip, networks):
    assert client_networks(ip) == networks
