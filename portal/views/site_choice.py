"""切换: one of several sites, or all of them again; lists, counts and the start page follow."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from portal.models import DeskPreferences
from portal.site_choice import MOST, SiteChoice, SiteSearch, sites_of

NOW_ONE = "现在只看{name}（含下级）：列表、角标和开始页都跟着变。左下角可以换回“全部”。"
NOW_ALL = "现在看您管的全部地区。"


@require_http_methods(["GET", "HEAD", "POST"])
def desk_site(request):
    """Found by a part of its name where there are many."""
    form = SiteChoice(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        site = form.cleaned_data["site"]
        DeskPreferences.objects.update_or_create(user=request.user, defaults={"site": site})
        words = NOW_ONE.format(name=site.region.name) if site else NOW_ALL
        messages.success(request, words)
        return redirect(_back(request))
    search = SiteSearch(request.GET)
    sites = sites_of(request.user)
    found = list(search.among(sites)[: MOST + 1])
    context = admin.site.each_context(request) | {
        "title": "切换站点",
        "form": form,
        "search": search,
        "sites": found[:MOST],
        "has_more": len(found) > MOST,
        "next": _back(request),
    }
    status = 400 if form.errors or search.errors else 200
    return render(request, "admin/site_choice.html", context, status=status)


def _back(request):
    """Where one came from, if that is a page of the desk; else the start page."""
    start, wanted = reverse("admin:index"), request.GET.get("next", "")
    is_own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_own and wanted.startswith(start) else start
