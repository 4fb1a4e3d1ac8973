"""A page as it is kept: its bytes, its headers made ready, and how it answers a request."""

import copy
import gzip
import re
from collections.abc import Hashable
from functools import cached_property
from hashlib import blake2b

from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from portal.page_addresses import PageAddress

# For shared caches: as long as a change may take to reach every machine; stale only meanwhile, and
# for a day while the portal does not answer. Browsers ask each time, and are told 304.
SHARED = {"s_maxage": 2, "stale_while_revalidate": 2, "stale_if_error": 86_400}
# What a page of ours may depend on: all of it is part of the address, or of how it is sent.
KNOWN_VARIANTS = {
    *("cookie", "accept-encoding", "hx-request", "hx-boosted", "hx-history-restore-request")
}
PRIVATE = re.compile(r"private|no-store|no-cache")
PACKED_FROM = 1_000  # bytes; less is not worth it
TEXT = re.compile(r"text/|application/(?:xml|rss\+xml)|image/svg\+xml")
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))")
OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"}


def may_be_kept(request, response, status=200) -> bool:
    """Whole, public, and the same for whoever asks: what is not certain is not kept."""
    headers = response.headers
    varies = {name.strip().lower() for name in headers.get("Vary", "").split(",") if name.strip()}
    session = getattr(request, "session", None)
    return (
        response.status_code == status
        and not response.streaming
        and not response.cookies
        and varies <= KNOWN_VARIANTS
        and not PRIVATE.search(headers.get("Cache-Control", ""))
        and "Content-Encoding" not in headers
        and "nonce-" not in headers.get("Content-Security-Policy", "")
        # Set by get_token: the page holds the mark of a form.
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not (session is not None and session.accessed)
        and not getattr(request, "is_preview", False)
    )


def etag_of(address: PageAddress, edition: Hashable, release: str) -> str:
    """The same in every process that draws this page of this edition.

    Weak: while one process has seen a change and another has not, their bytes may differ.
    """
    words = repr((tuple(address), str(edition), release))
    return f'W/"{blake2b(words.encode(), digest_size=12).hexdigest()}"'


def _again(ready: HttpResponse) -> HttpResponse:
    """The same reply once more. Making it anew takes longer than all else that memory does.

    Its headers are shared: nothing that changes them stands outside of portal.page_memory.
    """
    response = copy.copy(ready)
    response._resource_closers = []
    return response


class KeptPage:
    """Drawn under `edition`, good while that is the current one. Never changed."""

    FIELDS = ("address", "edition", "etag", "headers", "body", "packed", "shown")

    def __init__(self, address, edition, etag, headers, body, packed, shown=()):
        self.address, self.edition, self.etag = address, edition, etag
        self.headers, self.body, self.packed = headers, body, packed
        self.shown = shown  # core.shown_objects

    @classmethod
    def of(cls, response, *, address, edition, release):
        """From a reply that may be kept; the reply gets the headers of kept pages, too."""
        is_text = TEXT.match(response.headers["Content-Type"])
        body = response.content
        age = {} if "max-age" in response.headers.get("Cache-Control", "") else {"max_age": 0}
        patch_cache_control(response, public=True, **age, **SHARED)
        packed = b""
        if is_text and len(body) >= PACKED_FROM:
            patch_vary_headers(response, ["Accept-Encoding"])
            packed = gzip.compress(body, 6, mtime=0)
        response.headers["ETag"] = etag = etag_of(address, edition, release)
        response.headers["Content-Length"] = str(len(body))
        shown = getattr(response, "shown", ())
        return cls(address, edition, etag, dict(response.headers), body, packed, shown)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)

    @property
    def fields(self) -> tuple:
        """What makes it anew in another process."""
        return tuple(getattr(self, name) for name in self.FIELDS)

    @cached_property
    def _plain(self):
        return self._ready(HttpResponse(self.body, headers=self.headers))

    @cached_property
    def _gzipped(self):
        length = str(len(self.packed))
        headers = self.headers | {"Content-Encoding": "gzip", "Content-Length": length}
        return self._ready(HttpResponse(self.packed, headers=headers))

    @cached_property
    def _not_modified(self):
        kept = {name: value for name, value in self.headers.items() if name not in OF_A_BODY}
        response = HttpResponse(status=304, headers=kept)
        del response.headers["Content-Type"]
        return self._ready(response)

    def _ready(self, response):
        response.shown = self.shown
        return response

    def answer(self, environ) -> HttpResponse:
        """200, without a body for HEAD, or 304 for who has it already."""
        if self.is_known_to(environ.get("HTTP_IF_NONE_MATCH")):
            return _again(self._not_modified)
        is_packed = self.packed and GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", ""))
        response = _again(self._gzipped if is_packed else self._plain)
        if environ["REQUEST_METHOD"] == "HEAD":
            response.content = b""
        return response

    def is_known_to(self, if_none_match: str | None) -> bool:
        """RFC 9110, 13.1.2: weak comparison with a list of tags, or *."""
        if not if_none_match:
            return False
        if if_none_match == self.etag:
            return True
        tags = {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
        return bool(tags & {"*", self.etag.removeprefix("W/")})
