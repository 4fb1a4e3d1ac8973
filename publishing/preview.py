"""Unpublished content on its real address, for staff who may edit it, never cached."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import Http404
from django.utils.cache import add_never_cache_headers

from publishing.models import PublishWindow
from publishing.text_links import follow_links
from publishing.visibility import site_not_live, visibility_of
from regions import access
from regions.models import Site


@dataclass(frozen=True)
class Granted:
    """What is asked for may be seen whatever its state (publishing.public_page); the bar says why.

    Set as `request.granted_preview` by our own code only. `earlier`: the row as it once stood,
    shown in place of what it says now.
    """

    sentence: str
    earlier: Model | None = None


def get_visible_or_404(request, queryset, *, region_lookup="region", **lookup):
    """The published object; else, for editors of its region, the unpublished one as a preview.

    What is internal all staff of its region see so.

    A preview sets `request.is_preview`; `request.preview_state` and `preview_reason` are for the
    bar above it. Pass the response through `finish` before returning it.
    Everyone else gets the same 404 as for something that never existed.
    """
    rows = queryset.filter(**lookup)
    return visible_or_404(request, rows.published()[:1], lambda: rows, region_lookup=region_lookup)


def visible_or_404(request, public, rows, *, region_lookup="region"):
    """The same for one who has asked already whether it is `public`: a list or queryset of it.

    `rows()` gives the queryset of it, public or not. Its texts link to where things are now.
    """
    found = _visible_or_404(request, public, rows, region_lookup)
    follow_links(found)
    return found


def _visible_or_404(request, public, rows, region_lookup):
    granted = getattr(request, "granted_preview", None)
    if granted is not None:
        return _granted_or_404(request, rows(), granted)
    request.is_preview = is_of_offline_site(request)
    for found in public:
        return found
    found = None
    if request.COOKIES and request.user.is_staff:
        mine = access.scope(rows(), request.user, lookup=region_lookup, roles=access.EDITORS)
        found = mine.first() or _internal(request, rows(), region_lookup)
    if found is None:
        raise Http404("没有这个页面")
    request.is_preview = True
    request.preview_state = found.get_status_display()
    request.preview_reason = visibility_of(found).sentence
    return found


def _internal(request, rows, region_lookup):
    """What colleagues read who write nothing; its address is the public one."""
    internal = rows.filter(status=PublishWindow.Status.INTERNAL)
    return access.scope(internal, request.user, lookup=region_lookup).first()


def _granted_or_404(request, rows, granted):
    found = rows.first()
    if found is None:
        raise Http404("没有这个页面")
    if granted.earlier is not None:
        for column in found._meta.concrete_fields:
            setattr(found, column.attname, getattr(granted.earlier, column.attname))
    request.is_preview, request.preview_sentence = True, granted.sentence
    return found


def offline_site(request, slug: str) -> Site | None:
    """A site that is not live yet, for staff of its region; all its pages are previews then."""
    if not (request.COOKIES and request.user.is_staff):
        return None
    sites = Site.objects.filter(is_live=False, slug=slug).with_ancestors()
    site = access.scope(sites, request.user, lookup="region").first()
    if site is not None:
        visibility = site_not_live()
        request.is_preview = request.is_of_offline_site = True
        request.preview_state, request.preview_reason = visibility.reason, ""
    return site


def is_of_offline_site(request) -> bool:
    return getattr(request, "is_of_offline_site", False)


def finish(request, response):
    """Forbid caches and search engines to keep a preview."""
    if getattr(request, "is_preview", False) or is_of_offline_site(request):
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
    return response
