"""Whether readers can open a page of this installation that a text links to.

Of what is hidden only the own region is told: elsewhere the same is said of what is not there.
"""

from django.urls import Resolver404, resolve

from portal.former_addresses import KINDS, path_of_row
from regions.models import FormerAddress, Region, Site

STAFF = ("/admin/", "/editor/")
LOGIN = "要登录才打得开"
PREVIEW = "这是给人看草稿的临时链接，会失效"
NO_PAGE = "没有这个页面"
CLOSED = "没有这一页，或还没有公开"  # of other regions
NOT_LIVE = "这个站点还没有公开"
HIDDEN = "那一条还没有公开，或已经下线"
GONE = "那一条已经没有了"


def why_closed(paths: list[str], region: Region | None) -> dict[str, str]:
    """For each path why readers cannot open it, told to the region; "" where they can."""
    sites = {}
    return {path: _why_closed(path, sites, region) for path in paths}


def meant_by(paths: list[str]) -> dict[str, tuple[str, int]]:
    """By path the label and number of the row that is meant, public or not; no lists."""
    found, sites = {}, {}
    for path in paths:
        match = _match(path) or _match(f"{path}/")
        kind = KINDS.get(match.url_name) if match else None
        if kind is None:
            continue
        slug = match.kwargs["site"]
        if slug not in sites:
            sites[slug] = _site_of(slug)
        number = sites[slug] and kind.meant(sites[slug], match.kwargs[kind.kwarg])
        if number:
            found[path] = kind.model._meta.label, number
    return found


def _site_of(slug):
    """Under its present name or a former one, public or not."""
    sites = Site.objects.select_related("region")
    named = sites.filter(slug=slug).first()
    return named or sites.filter(pk=FormerAddress.objects.owner_of(Site, slug)).first()


def present_path(path: str, number: int) -> str:
    """Where readers find the row that a link means; "" where they do not."""
    return path_of_row(f"{path.rstrip('/')}/", number)


def _why_closed(path, sites, region):
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
    return _why_closed_at(sites[slug], slug, match, region)


def _why_closed_at(site, slug, match, region):
    if site is None:
        return "" if FormerAddress.objects.owner_of(Site, slug) else CLOSED
    is_own = region is not None and site.region.path.startswith(region.path)
    if not site.is_live:
        return NOT_LIVE if is_own else CLOSED
    kind = KINDS.get(match.url_name)
    if kind is None:
        return ""
    if kind.find(site, match.kwargs[kind.kwarg], is_renamed=True):
        return ""
    if not is_own:
        return CLOSED
    return HIDDEN if _stands_in(region, kind, match) else GONE


def _stands_in(region, kind, match) -> bool:
    """Whether the row is one of this region or of those below, public or not."""
    way = getattr(kind.model, "home_lookup", "site__region")
    key = {kind.column or kind.kwarg: match.kwargs[kind.kwarg]}
    own = {f"{way}__path__startswith": region.path}
    return kind.model._default_manager.filter(**key, **own).exists()


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None
