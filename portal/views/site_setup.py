"""建站: a region is chosen, then step by step what its site needs; at the end it goes live."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal import site_setup
from portal.site_defaults import furnish, starting_words
from portal.site_readiness import REQUIREMENTS, NotReadyError, go_live, missing_of
from portal.site_setup import STEPS
from portal.site_setup_forms import NamesForm
from portal.site_suggestions import suggestions_for
from regions import access
from regions.models import Region, Site
from search.following import follow

METHODS = ["GET", "HEAD", "POST"]
LONGEST_NAME = 40


def _page(request, template, title, status=200, **context):
    page = admin.site.each_context(request) | {"title": title} | context
    return render(request, f"admin/site_setup/{template}", page, status=status)


def _require_founder(request):
    if not admin.site.get_model_admin(Site).has_add_permission(request):
        raise PermissionDenied("新建站点由系统管理员来做。")


def _own_site(request, pk):
    """A site whose settings this account changes; others' answer like sites that never were."""
    sites = Site.objects.select_related("region__parent__parent")
    own = access.scope(sites, request.user, lookup="region", roles=access.MANAGERS)
    return get_object_or_404(own, pk=pk)


@require_safe
def site_setup_start(request):
    """Sites that somebody has begun, and the search for the region of a new one."""
    _require_founder(request)
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_NAME]
    begun = Site.objects.filter(is_live=False).select_related("region").order_by("-updated_at")
    return _page(
        request,
        "start.html",
        "建站",
        text=text,
        regions=site_setup.regions_found(text) if text else None,
        begun=[(site, site_setup.marks_of(site)) for site in begun[:10]],
    )


@require_http_methods(METHODS)
def site_setup_add(request, adcode):
    """The names of a new site; saved, it is a site that is not live."""
    _require_founder(request)
    region = get_object_or_404(Region, adcode=f"{adcode:06}")
    with transaction.atomic():
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
        if known := Site.objects.filter(region=region).first():  # also whoever pressed twice
            messages.info(request, f"{region.name}已有站点“{known.name}”，接着做就好。")
            return redirect(site_setup.resume_url(known))
        site = Site(region=region, **starting_words(region))
        form = NamesForm(request.POST or None, site=site, by=request.user)
        if request.method == "POST" and form.is_valid():
            form.save()
            furnish(site)
            LogEntry.objects.log_actions(request.user.pk, [site], ADDITION, change_message="建站")
            return redirect(site_setup.next_url(site, "names"))
    return _step_page(request, region, site, STEPS["names"], form)


@require_http_methods(METHODS)
def site_setup_step(request, pk, key):
    site, step = _own_site(request, pk), STEPS.get(key)
    if step is None:
        raise Http404("没有这一步")
    with transaction.atomic():
        form = step.form(
            request.POST if request.method == "POST" else None, site=site, by=request.user
        )
        is_saved = request.method == "POST" and form.is_valid()
        if is_saved:
            form.save()
            words = f"建站：{step.label}"
            LogEntry.objects.log_actions(request.user.pk, [site], CHANGE, change_message=words)
            follow(site)
    if is_saved:
        form.tell(request)
        return redirect(site_setup.next_url(site, key))
    return _step_page(request, site.region, site, step, form)


def _step_page(request, region, site, step, form):
    is_begun = site.pk is not None
    return _page(
        request,
        "step.html",
        step.label,
        status=400 if form.errors else 200,
        region=region,
        site=site if is_begun else None,
        step=step,
        form=form,
        marks=site_setup.marks_of(site, step.key) if is_begun else None,
        previous_url=site_setup.previous_url(site, step.key) if is_begun else "",
        next_url=site_setup.next_url(site, step.key) if is_begun else "",
        check_url=site_setup.check_url(site) if is_begun else "",
    )


@require_http_methods(METHODS)
def site_check(request, pk):
    """上线检查; the button at its end opens the site to the public, or says what is missing."""
    site = _own_site(request, pk)
    refusal = ""
    if request.method == "POST":
        try:
            go_live(site=site, by=request.user)
        except NotReadyError as error:
            refusal = str(error)
        else:
            messages.success(request, f"{site.name}已上线，公众现在就能打开。")
            return redirect("site_check", site.pk)
    missing = missing_of(site)
    asked = [each for each in REQUIREMENTS if site.is_government or not each.is_for_government]
    return _page(
        request,
        "check.html",
        "上线检查",
        status=400 if refusal else 200,
        site=site,
        refusal=refusal,
        missing=missing,
        checks=[(each, site_setup.step_url(site, each.step), each in missing) for each in asked],
        suggestions=suggestions_for(request, site),
        marks=site_setup.marks_of(site),
    )
