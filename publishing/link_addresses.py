"""Links of a text, by the addresses that stand in it."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from core.public_url import path_on_this_site

LINK = re.compile(r'<a(?=\s)[^<>]{0,2000}?\shref="([^"]{1,500})"')
# In words without links; what is typed behind it is Chinese.
WRITTEN = re.compile(r"https?://[!#-&*-;=?-Z_a-z~]{1,500}", re.ASCII)
SENTENCE_SIGNS = ".,:;!?"
MOST_LINKS = 50  # of one text
WEB = {"http", "https"}
LONGEST_HOST = 253


def addresses_in(html) -> Iterator[str]:
    """Where links lead, in their order."""
    return (unescape(match[1]) for match in LINK.finditer(html))


def written_in(text) -> Iterator[str]:
    """Addresses that stand in words without links."""
    return (match[0].rstrip(SENTENCE_SIGNS) for match in WRITTEN.finditer(text))


def own_paths(addresses) -> dict[str, str]:
    """{path: address} of what leads to this installation."""
    paths = {}
    for address in addresses:
        path = path_on_this_site(address)
        if path is not None and len(paths) < MOST_LINKS:
            paths.setdefault(path, address)
    return paths


def outside_addresses(addresses) -> dict[str, str]:
    """{address: host} of pages elsewhere."""
    found = {}
    for address in map(str.strip, addresses):
        host = host_of(address)
        if host and path_on_this_site(address) is None and len(found) < MOST_LINKS:
            found.setdefault(address, host)
    return found


def host_of(address) -> str:
    """In small letters; "" of what is no web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    return host if parts.scheme in WEB and len(host) <= LONGEST_HOST else ""
