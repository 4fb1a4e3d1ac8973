"""Whether readers can open a page of this installation that a text links to."""

from django.urls import Resolver404, resolve

from portal.former_addresses import KINDS
from regions.models import FormerAddress, Site

STAFF = ("/admin/", "/editor/")
LOGIN = "要登录才打得开"
PREVIEW = "这是给人看草稿的临时链接，会失效"
NO_PAGE = "没有这个页面"
NO_SITE = "没有这个站点"
NOT_LIVE = "这个站点还没有公开"
HIDDEN = "那一条还没有公开，或已经下线"
GONE = "那一条已经没有了"


def why_closed(paths: list[str]) -> dict[str, str]:
    """For each path why readers cannot open it; "" where they can."""
    sites = {}
    return {path: _why_closed(path, sites) for path in paths}


def _why_closed(path, sites):
    if path.startswith(STAFF):
        return LOGIN
    match = _match(path) or _match(f"{path}/")
    if match is None:
        return NO_PAGE
    if match.url_name == "preview_link_open":
        return PREVIEW
    slug = match.kwargs.get("site")
    if slug is None:
        return ""
    if slug not in sites:
        sites[slug] = Site.objects.select_related("region").filter(slug=slug).first()
    return _why_closed_at(sites[slug], slug, match)


def _why_closed_at(site, slug, match):
    if site is None:
        return "" if FormerAddress.objects.owner_of(Site, slug) else NO_SITE
    if not site.is_live:
        return NOT_LIVE
    kind = KINDS.get(match.url_name)
    if kind is None:
        return ""
    key = {kind.column or kind.kwarg: match.kwargs[kind.kwarg]}
    if kind.find(site, match.kwargs[kind.kwarg], is_renamed=True):
        return ""
    return HIDDEN if kind.model._default_manager.filter(**key).exists() else GONE


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None
