"""The 亩均 calculator as staff see it: the readers' figures with a score each."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parks.models import Listing
from parks.per_mu_form import per_mu_form
from regions import access


@require_safe
def per_mu_score(request, pk):
    mine = access.scope(Listing.objects.all(), request.user, lookup="region")
    listing = mine.select_related("land_terms", "building_spec").filter(pk=pk).first()
    form = listing and per_mu_form(request.GET, listing)
    if form is None:
        raise Http404("这处空间没有控制指标可以测算")
    context = admin.site.each_context(request) | {
        "title": "亩均测算",
        "listing": listing,
        "form": form,
        "results": form.results(),
    }
    status = 400 if form.errors else 200
    return render(request, "admin/upkeep/per_mu_score.html", context, status=status)
