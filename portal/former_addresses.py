"""What people saved leads on: an address that stopped answering names where its row lies now.

Asked only when a page is missing (404) or a value in the query is unknown (400), so a page that is
there always comes first, and what is asked of a renamed site and a renamed column is one hop. So
it is for an address as people hand it on: without the last slash, in capitals, with a full stop.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import iri_to_uri

from leads.models import Topic
from news.models import Article, Column, SitePage
from parks.models import Industry, Listing, Park
from policies.models import Policy, PolicyCategory
from regions.models import FormerAddress, Region, Site

MISSING, UNKNOWN_VALUE = 404, 400
READING = {"GET", "HEAD"}
KEY = re.compile(r"[\w-]{1,60}")
SLASHES = re.compile(r"//+")
# What chat programs and mails take for a part of the address before it.
BEHIND = " \u00a0\u200b\u3000，。、；：！？）】》」”’…,.;:!?)]}>\"'"
MOST_KEYS = 20  # of one parameter; nobody picks more, only programs do


def _articles():
    return Article.objects.published().select_related("column__site")


def _columns():
    return Column.objects.select_related("site")


def _pages():
    return SitePage.objects.published().select_related("site")


@dataclass(frozen=True)
class Kind:
    """Rows with a page below a site: which are public, where they show, by which key."""

    model: type[Model]
    rows: Callable[[], QuerySet]
    shown_on: Callable[[QuerySet, Site], QuerySet]
    kwarg: str  # of the address
    column: str = ""  # the key's, where it is called otherwise
    site: str = ""  # the way to the one site that shows a row; "" where its region decides

    def find(self, site, key, *, is_renamed):
        """The public row that lay at this address of the site; None where it is gone.

        What lies there now is asked for only at a site that was renamed: else it would have shown.
        """
        if is_renamed:
            here = self.shown_on(self.rows(), site).filter(**{self.column or self.kwarg: key})
            if row := here.first():
                return row
        owner = self._former_owner(site, key)
        return owner and self.rows().filter(pk=owner).first()

    def meant(self, site, key) -> int | None:
        """The number of the row that an address of the site names or named, public or not."""
        rows = self.model._default_manager.filter(**{self.column or self.kwarg: key})
        if self.site:
            rows = rows.filter(**{self.site.replace(".", "__"): site})
        elif self.kwarg != "pk":
            rows = rows.filter(region__path__startswith=site.region.path)
        return rows.values_list("pk", flat=True).first() or self._former_owner(site, key)

    def _former_owner(self, site, key):
        scopes = [site.pk]
        if not self.site:
            scopes = Region.objects.filter(path__startswith=site.region.path).values("pk")
        return FormerAddress.objects.owner_of(self.model, key, scopes)

    def site_slug(self, row, site) -> str:
        """The slug of the site under which the row is read: the same if it shows it; "" if none."""
        if self.shown_on(self.rows(), site).filter(pk=row.pk).exists():
            return site.slug
        if not self.site:
            return row.canonical_slug if row.get_absolute_url() else ""
        owner = attrgetter(self.site)(row)
        return owner.slug if owner.is_live else ""


def _in_region(rows, site):
    return rows.in_region(site.region)


def _on_own_site(rows, site):
    return rows.filter(site=site)


def _on_site(rows, site):
    return rows.on_site(site)


def _applying(rows, site):
    return rows.applying_to(site.region)


LISTING = Kind(Listing, Listing.objects.published, _in_region, "pk")
# By the names of their addresses.
KINDS = {
    "article_detail": Kind(Article, _articles, _on_site, "pk", site="column.site"),
    "article_list_column": Kind(Column, _columns, _on_own_site, "column", "slug", site="site"),
    "page_detail": Kind(SitePage, _pages, _on_own_site, "slug", site="site"),
    "park_detail": Kind(Park, Park.objects.published, _in_region, "slug"),
    "listing_detail": LISTING,
    "listing_sheet": LISTING,
    "listing_sheet_pdf": LISTING,
    "policy_detail": Kind(Policy, Policy.objects.published, _applying, "pk"),
}
# Identifiers in queries, unique in the whole network but for parks.
QUERY_KEYS = {
    "site": (Site, Site.objects.live),
    "park": (Park, Park.objects.published),
    "industry": (Industry, Industry.objects.all),
    "category": (PolicyCategory, PolicyCategory.objects.all),
    "topic": (Topic, Topic.objects.all),
}


def moved_addresses(get_response):
    """Middleware: 301 where the address was kept, 308 for a form posted to a renamed site.

    Browsers must not keep the answer: a name that is changed back would lead in a circle.
    """

    def middleware(request):
        response = get_response(request)
        target = new_address(request, response.status_code)
        if not target:
            return response
        return moved_to(target, status=301 if request.method in READING else 308)

    return middleware


def moved_to(target, status=301) -> HttpResponse:
    moved = HttpResponse(status=status)
    moved["Location"] = target
    moved["Cache-Control"] = "no-cache"
    return moved


def new_address(request, status) -> str:
    """Where what was asked for is now, with its query; "" where nothing is known of it."""
    match = request.resolver_match
    if status not in {MISSING, UNKNOWN_VALUE} or (match and not is_public(request.path, match)):
        return ""
    if status == UNKNOWN_VALUE and (not match or request.method not in READING):
        return ""  # a form that comes back filled
    asked = iri_to_uri(request.path)
    path = _path_now(request) if status == MISSING else asked
    query = _new_query(request)
    if not path or (path, query) == (asked, request.GET):
        return ""
    words = request.META["QUERY_STRING"] if query == request.GET else query.urlencode()
    return f"{path}?{iri_to_uri(words)}" if words else path


def path_of(path) -> str:
    """Where a page of ours is now, by an address that it has or had; "" of any other."""
    match = _match(path)
    return _new_path(match, site_called) if match and is_public(path, match) else ""


def is_there(path) -> bool:
    """Whether readers find a page under this very address, with or without its last slash."""
    return f"{path.rstrip('/')}/" == path_of(f"{path.rstrip('/')}/")


def is_public(path, match):
    return "site" in match.kwargs or path.startswith("/api/")


def _path_now(request) -> str:
    """Where the path is now: as it was asked for, else in the spelling that was meant."""
    match = request.resolver_match
    if path := match and _new_path(match, _renamed_site):
        return path
    if request.method not in READING:
        return ""
    for spelling in _spellings(request.path_info):
        meant = _match(spelling)
        if path := meant and is_public(spelling, meant) and _new_path(meant, site_called):
            return path
    return ""


def _spellings(path) -> list[str]:
    """Without what stands behind it and doubled slashes, then in small letters."""
    tidy = f"{SLASHES.sub('/', path).rstrip(BEHIND + '/')}/"
    return [spelling for spelling in dict.fromkeys([tidy, tidy.lower()]) if spelling != path]


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None


def _new_path(match, site_called) -> str:
    """The address below a live site; "" where the site or its row is unknown or not public."""
    found = match.kwargs.get("site")
    is_renamed = not isinstance(found, Site)
    site = site_called(found) if is_renamed else found
    if site is None:
        return ""
    kind = KINDS.get(match.url_name)
    if kind:
        row = kind.find(site, match.kwargs[kind.kwarg], is_renamed=is_renamed)
        return _path_to(row, site, kind, match)
    return reverse(match.url_name, kwargs=match.kwargs | {"site": site.slug})


def _path_to(row, site, kind, match) -> str:
    """The address of a public row; "" without one, and where no site shows it."""
    slug = kind.site_slug(row, site) if row else ""
    key = {"site": slug, kind.kwarg: getattr(row, kind.column or kind.kwarg, None)}
    return reverse(match.url_name, kwargs=match.kwargs | key) if slug else ""


def path_of_row(path, number) -> str:
    """Where the row with this number is read now, to which an address of ours led; else ""."""
    match = _match(path)
    kind = KINDS.get(match.url_name) if match else None
    site = site_called(match.kwargs["site"]) if kind else None
    return _path_to(kind.rows().filter(pk=number).first(), site, kind, match) if site else ""


def site_called(slug):
    """The live site that has this slug, or had it."""
    live = Site.objects.live().select_related("region").filter(slug=slug).first()
    return live or _renamed_site(slug)


def _renamed_site(slug):
    """The live site that had this slug."""
    owner = FormerAddress.objects.owner_of(Site, slug)
    return owner and Site.objects.live().select_related("region").filter(pk=owner).first()


def _new_query(request) -> QueryDict:
    """The query with the present names of what was renamed, everything else as it was."""
    renamed = request.GET.copy()
    for name in QUERY_KEYS.keys() & renamed.keys():
        keys = renamed.getlist(name)
        if len(keys) <= MOST_KEYS:
            renamed.setlist(name, [_new_key(request, name, key) for key in keys])
    return renamed


def _new_key(request, name, key) -> str:
    model, rows = QUERY_KEYS[name]
    if not KEY.fullmatch(key):
        return key
    scopes = (0,)
    if model is Park:
        here = request.site.region.path if request.site else ""
        scopes = Region.objects.filter(path__startswith=here).values("pk")
    owner = FormerAddress.objects.owner_of(model, key, scopes)
    if owner is None or rows().filter(slug=key).exists():
        return key
    return rows().filter(pk=owner).values_list("slug", flat=True).first() or key
