"""The site of an address, in the edition that its pages are drawn from."""

import copy

from django.conf import settings

from core.kept_parts import KeptParts
from core.page_store import PageStore
from publishing import preview
from publishing.editions.current import edition_of
from regions.middleware import SiteMiddleware

READING = ("GET", "HEAD")


class EditionMiddleware(SiteMiddleware):
    """Readers' pages share what is kept of a site, the site itself included.

    The edition is asked before anything is read (publishing/editions). Who sends a form gets the
    site as it is stored at this moment.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self._store = PageStore(settings.KEPT_PARTS_BYTES)

    def __call__(self, request):
        return preview.finish(request, super().__call__(request))

    def find(self, request, slug):
        is_reading = settings.KEPT_PARTS_BYTES and request.method in READING
        edition = edition_of(slug) if is_reading else None
        if edition is None:
            return super().find(request, slug)
        parts = KeptParts(self._store, slug, edition)
        find = super().find
        # A copy: what a view sets on its site is not for others.
        site = copy.copy(parts.get("site", lambda: find(request, slug)))
        if site is not None:
            site.kept = parts
        return site

    def find_offline(self, request, slug):
        """For its staff, to look at before it goes live; drawn from nothing that is kept."""
        is_reading = request.method in READING
        return preview.offline_site(request, slug) if is_reading else None
