"""Turns the <site> part of an address into the Site object."""

from contextlib import suppress

from django.db import DatabaseError, InterfaceError, connection
from django.http import Http404

from regions.models import Site

# The sites this process knows, by slug: what its pages say when the database is away.
SHOWN: dict[str, Site] = {}


def remember_sites():
    """At a web server's start: a process that has shown nothing yet has their telephones, too."""
    with suppress(DatabaseError, InterfaceError):
        SHOWN.update({site.slug: site for site in Site.objects.live().with_ancestors()})
    connection.close()  # the server may fork after this


class SiteMiddleware:
    """Views under /<site>/ receive `site` as a Site; an unknown or offline site is a 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = None
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        slug = view_kwargs.get("site")
        if isinstance(slug, str):
            site = self.find(request, slug)
            if site is not None:
                SHOWN[slug] = site
            else:
                site = self.find_offline(request, slug)
            if site is None:
                raise Http404("没有这个站点")
            request.site = view_kwargs["site"] = site

    def find(self, request, slug: str) -> Site | None:
        return Site.objects.live().with_ancestors().with_others().filter(slug=slug).first()

    def find_offline(self, request, slug: str) -> Site | None:
        """Who may see it before it goes live is decided where previews are (publishing)."""
        return None
