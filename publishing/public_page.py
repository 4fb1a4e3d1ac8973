"""The public page of something that is not public: the very view, asked in its reader's place."""

import copy
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import resolve

from publishing import preview
from regions.models import Site


def page_of(request, obj, granted: preview.Granted):
    """As its reader will see it, with a bar above; None where no site shows it.

    Drawn from nothing that is kept, for what is seen here may never have been stored.
    """
    path = urlsplit(obj.get_absolute_url()).path
    if not path:
        return None
    match = resolve(path)
    slug = match.kwargs["site"]
    live = Site.objects.live().with_ancestors().filter(slug=slug).first()
    site = live or preview.offline_site(request, slug)
    if site is None:
        return None
    asked = _asked(request, path, match)
    asked.site, asked.granted_preview = site, granted
    return match.func(asked, *match.args, **(match.kwargs | {"site": site}))


def _asked(request, path, match):
    """The same person asks for the address."""
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.GET = QueryDict()
    asked.resolver_match = match
    return asked
