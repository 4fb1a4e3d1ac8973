"""Addresses of this installation as others see them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

# A QR code of a longer address is too fine to be read from paper.
LONGEST_PATH = 300
BY_CODE = "utm_medium=qr"


def absolute(path: str) -> str:
    """The path under PUBLIC_URL, never under the request's Host; whole addresses stay."""
    return path if path.startswith(("http://", "https://")) else f"{settings.PUBLIC_URL}{path}"


def scanned(address: str) -> str:
    """As our own codes have it: whoever comes by them is known to have been shown one."""
    page, mark, part = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{BY_CODE}{mark}{part}"


def path_on_this_site(address: str) -> str | None:
    """The path of an address that leads to this installation, under whatever name; else None.

    Query and fragment are left out. What a browser would read in another way than we is foreign.
    """
    if not address.isprintable() or "\\" in address:
        return None
    try:
        parts = urlsplit(address.strip())
        host, _ = split_domain_port(parts.netloc)
    except ValueError:
        return None
    if parts.scheme and not parts.netloc:
        return None
    if parts.netloc and not _is_ours(parts.scheme, host):
        return None
    return parts.path if parts.path.startswith("/") else None


def our_hosts() -> list[str]:
    """Names of this installation; one that starts with a dot stands for all below it."""
    public = urlsplit(settings.PUBLIC_URL).hostname or ""
    return [name for name in (*settings.ALLOWED_HOSTS, public) if name not in {"*", ""}]


def _is_ours(scheme: str, host: str) -> bool:
    return scheme in {"", "http", "https"} and validate_host(host, our_hosts())
