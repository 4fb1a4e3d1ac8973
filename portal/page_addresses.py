"""What of a request decides the bytes of a public page; nothing else of it may."""

import re
from typing import NamedTuple

from django.conf import settings
from django.http import parse_cookie

from core.client_ip import OF_PROXIES
from portal.display_preferences import cookie_value, parse
from regions.slugs import RESERVED

READING = ("GET", "HEAD")
# A page number, as paged lists and parts of the sitemap call it.
NUMBER = re.compile(r"(p|page)=[1-9][0-9]{0,3}")
# What chat programs, search engines and campaigns append; no view of ours reads it.
TRACKING = re.compile(
    r"(?:utm_[a-z]{1,20}|from|isappinstalled|clicktime|enterid|nsukey|scene|spm|bd_vid|gclid)=[^&]*"
)
LONGEST_QUERY = 500
HTMX = "HTTP_HX_REQUEST"
# Shown as a whole page, or in place of one: rare enough to be drawn anew.
ODD_HTMX = ("HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")
PART = "part"


class PageAddress(NamedTuple):
    """Requests with the same address get the same bytes while nothing public has changed."""

    scheme: str
    host: str
    path: str
    number: str  # "page=2", as in the query
    display: str  # settings of the reader, as display_preferences writes them
    part: str  # PART where htmx swaps a part of the page

    @property
    def slug(self) -> str:
        """Of the site; "" for what belongs to the whole network."""
        first = self.path.split("/", 2)[1]
        return "" if first in RESERVED or "." in first else first


class PageAddresses:
    """Reads an address of a request as cheaply as it can: settings once, headers only if sent."""

    def __init__(self):
        self.session_cookie = settings.SESSION_COOKIE_NAME
        self._display_cookie = settings.DISPLAY_COOKIE_NAME
        self._scheme_header, self._secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        # They are refused before anything is drawn (portal.middleware.refuse_uncounted_proxies).
        is_refused = not (settings.LOCAL or settings.PROXY_COUNT)
        self._past = ("HTTP_AUTHORIZATION", "SCRIPT_NAME", *ODD_HTMX)
        self._past += OF_PROXIES if is_refused else ()

    def of(self, request) -> PageAddress | None:
        """None where the request is nobody's but the application's: forms, staff, filters."""
        environ = request.META
        if environ["REQUEST_METHOD"] not in READING or any(map(environ.get, self._past)):
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        query = environ.get("QUERY_STRING", "")
        number = deciding(query) if query else ""
        host = environ.get("HTTP_HOST")
        part = environ.get(HTMX, "")
        if self.session_cookie in cookies or number is None or not host or part not in ("", "true"):
            return None
        return PageAddress(
            self._scheme_of(environ),
            host,
            request.path_info,
            number,
            self._display_of(cookies) if cookies else "",
            part and PART,
        )

    def _scheme_of(self, environ):
        """As request.scheme works it out."""
        told = environ.get(self._scheme_header) if self._scheme_header else None
        if told is None:
            return environ["wsgi.url_scheme"]
        return "https" if told.split(",", 1)[0].strip() == self._secure else "http"

    def _display_of(self, cookies):
        return cookie_value(parse(parse_cookie(cookies).get(self._display_cookie, "")))


def deciding(query: str) -> str | None:
    """The page number in a query, "" without one; None where anything else is asked for."""
    if len(query) > LONGEST_QUERY:
        return None
    rest = [word for word in query.split("&") if word and not TRACKING.fullmatch(word)]
    if not rest:
        return ""
    return rest[0] if len(rest) == 1 and NUMBER.fullmatch(rest[0]) else None


def tracking(query: str) -> str:
    """What `deciding` left aside."""
    return "&".join(word for word in query.split("&") if TRACKING.fullmatch(word))
