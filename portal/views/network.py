"""The network's entrance, search over all of its sites, and the way from one site to another."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.blank_parameters import drop_blanks
from core.kept_pages import keep_page
from portal.network_front import NetworkFront
from portal.network_search import NetworkResults
from portal.place_chooser import PlaceChooser


@require_safe
@drop_blanks
@keep_page()
def network_home(request):
    """Find a site; an installation with one home site goes straight there."""
    chooser = PlaceChooser(request.GET)
    home = next((site for site in chooser.directory.sites if site.is_home), None)
    if home is not None:
        return redirect(home)
    context = {
        "chooser": chooser,
        "front": NetworkFront(chooser.directory, is_small=chooser.is_small),
        "is_demo": settings.DEMO,
        "meta": {
            "title": f"区域招商网·{len(chooser.directory.sites)} 个地区的土地、厂房和政策",
            "description": "各地土地、厂房、仓库、写字楼与招商政策，一处查；有问题直接问当地专员。",
        },
    }
    return render(request, "portal/network_home.html", context, status=_status(chooser.form))


@require_safe
@drop_blanks
@keep_page()
def network_search(request):
    """Over all sites: the places that the words name, then what holds the words."""
    results = NetworkResults(request.GET)
    context = {
        "results": results,
        "form": results.form,
        "page_obj": results.page_obj,
        "meta": {"title": "搜索·区域招商网", "is_indexed": False},
    }
    return render(request, "portal/network_search.html", context, status=_status(results.form))


@require_safe
@drop_blanks
def site_change(request, site):
    """换地区: another site, with what was asked on this one.

    Drawn anew for everybody: it counts places of the whole network, which the edition of one site
    does not follow.
    """
    chooser = PlaceChooser(request.GET)
    context = {
        "chooser": chooser,
        "nearest": chooser.nearest_to(site.region),
        "above": chooser.above(site.region),
        "has_home": any(each.is_home for each in chooser.directory.sites),
        "crumbs": [{"label": "换地区", "url": ""}],
        "meta": {"title": f"换地区·{site.name}", "is_indexed": False},
    }
    return render(request, "portal/site_change.html", context, status=_status(chooser.form))


def _status(form):
    return 400 if form.errors else 200
