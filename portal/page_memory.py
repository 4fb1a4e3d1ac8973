"""Public pages kept whole: while nothing public has changed, a page costs what a file costs.

A page is drawn under the edition of its site that was known before, and answers while that edition
is the current one (publishing/editions). Only views that say so (core/kept_pages.py) are kept; what
is asked beside their address, and whoever is signed in, goes past.
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control

from core.outages import noticing_stand_ins
from core.page_store import PageStore
from core.single_flight import SingleFlight
from portal.kept_page import SHARED, KeptPage, etag_of, may_be_kept
from portal.page_addresses import PageAddress, PageAddresses, tracking
from portal.release_stamp import release_stamp
from publishing.editions.current import CURRENT

SHARED_SECONDS = 600  # in the cache that processes share
GONE = (404, 410)
MOVED = (301, 302, 308)
# Not of a reader's making: what is drawn is drawn for all who ask for the address.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH")
CONDITIONS += ("HTTP_IF_UNMODIFIED_SINCE",)
type EditionOf = Callable[[str], Hashable | None]


class PageMemory:
    """Outermost of all middleware: what it keeps has all headers, what it answers needs nothing."""

    def __init__(self, get_response, edition_of: EditionOf = CURRENT.edition_of):
        if not settings.PAGE_MEMORY_BYTES:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._edition_of = edition_of
        self._addresses = PageAddresses()
        self._release = release_stamp()
        self._flights = SingleFlight()
        self._is_shared = bool(settings.CACHE_URL)
        self.store: PageStore[PageAddress, KeptPage] = PageStore(settings.PAGE_MEMORY_BYTES)

    def __call__(self, request):
        address = self._addresses.of(request)
        edition = address and self._edition_at(address.slug)
        if edition is None:
            return self._past(request)
        page = self.store.get(address)
        if page is not None and page.edition == edition:
            return page.answer(request.META)
        return self._fresh(request, address, edition)

    def _edition_at(self, slug):
        """None where nothing is known: the application says what is the matter."""
        try:
            return self._edition_of(slug)
        except (DatabaseError, InterfaceError):
            return None

    def _past(self, request):
        """Not for memory. What staff see no shared cache may keep, at whatever address."""
        response = self._get_response(request)
        is_staff = self._addresses.session_cookie in request.META.get("HTTP_COOKIE", "")
        is_shareable = "no-store" not in response.headers.get("Cache-Control", "")
        if _is_of_kept_view(request) and is_shareable:
            # A shared cache may take the address for another one than we do: it keeps neither.
            response.headers["Cache-Control"] = "private, max-age=0"
        elif is_staff:
            response.headers.setdefault("Cache-Control", "private, max-age=0")
        return response

    def _fresh(self, request, address, edition):
        """Drawn by one of those who ask; the others wait for it."""
        if request.method == "HEAD" or not _is_kept(address):
            return self._get_response(request)
        if not self._flights.leads(address):
            page = self.store.get(address)
            if page is not None and page.edition == self._edition_at(address.slug):
                return page.answer(request.META)
            return self._drawn(request, address, edition)
        try:
            if page := self._from_others(address, edition):
                return page.answer(request.META)
            return self._drawn(request, address, edition)
        finally:
            self._flights.land(address)

    def _drawn(self, request, address, edition):
        environ = request.META
        asked = environ.get("QUERY_STRING", "")
        conditions = {name: environ.pop(name) for name in CONDITIONS if name in environ}
        environ["QUERY_STRING"] = address.number
        with noticing_stand_ins() as stand_ins:
            response = self._get_response(request)
        if response.status_code != 200:
            return _beside(response, request, tracking(asked))
        if stand_ins.were_used or not may_be_kept(request, response):
            return response
        page = KeptPage.of(response, address=address, edition=edition, release=self._release)
        self.store.put(address, page, page.size)
        self._tell_others(page)
        return page.answer(environ | conditions)

    def _from_others(self, address, edition):
        """What another process drew of this edition; anything else that lies there is a miss."""
        if not self._is_shared:
            return None
        found = cache.get(_shared_key(etag_of(address, edition, self._release)))
        is_page = isinstance(found, tuple) and len(found) == len(KeptPage.FIELDS)
        if not is_page or found[:2] != (address, edition):
            return None
        page = KeptPage(*found)
        self.store.put(address, page, page.size)
        return page

    def _tell_others(self, page):
        if self._is_shared:
            cache.set(_shared_key(page.etag), page.fields, SHARED_SECONDS)


def _shared_key(etag):
    return f"page:{etag[3:-1]}"


def _is_of_kept_view(request):
    match = request.resolver_match
    return match is not None and getattr(match.func, "kept_number", None) is not None


def _is_kept(address):
    """Whether its view says so, and reads the number that is asked for."""
    try:
        number = getattr(resolve(address.path).func, "kept_number", None)
    except Resolver404:
        return False
    return number is not None and address.number.partition("=")[0] in ("", number)


def _beside(response, request, tracked):
    """What answers in place of a page.

    Where a page is gone, shared caches keep that for as long as they keep a page, so that not even
    during an outage the page comes back. Whoever is sent elsewhere takes along what he came with.
    """
    if response.status_code in GONE and may_be_kept(request, response, status=response.status_code):
        patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED["s_maxage"])
    if tracked and response.status_code in MOVED:
        location = response.headers["Location"]
        response.headers["Location"] = f"{location}{'&' if '?' in location else '?'}{tracked}"
    return response
