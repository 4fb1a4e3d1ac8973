"""Taking a filtered list of listings out; every export leaves a record.

A short list comes at once; a long one is written by the worker and waits on a page of its own.
"""

import logging

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.statement_limits import staff_limits
from exchange import export_jobs, exports
from exchange.forms import ExportForm
from exchange.staff_pages import XLSX, attachment, for_editors, page
from parks.models import ExportJob, ExportLog, Listing

logger = logging.getLogger(__name__)

CSV = "text/csv; charset=utf-8"
TOO_MANY_ROWS = "一次最多导出 {limit} 条，这里有 {count} 条。请先筛选，或改选 CSV。"
TOO_MANY_WAITING = "您还有 3 份导出没有做完，请等它们完成再导出。"
NO_MORE = "名单里有您现在不能导出的内容（授权或内容状态变了），请重新导出。"
BAD_FILTER = "筛选条件看不懂，没有导出。请回到列表重新筛选。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def listing_export(request):
    """What the list of listings shows under the same filters."""
    is_sent = request.method == "POST"
    form = ExportForm(request.POST if is_sent else None)
    status = 200
    try:
        changelist = admin.site.get_model_admin(Listing).get_changelist_instance(request)
        chosen, bad_filter = changelist.get_queryset(request), ""
    except (IncorrectLookupParameters, DisallowedModelAdminLookup):
        chosen, bad_filter, status = Listing.objects.none(), BAD_FILTER, 400
    listings = exports.exportable(chosen, request.user)
    count = listings.count()
    if is_sent and not bad_filter:
        is_good = form.is_valid() and _fits(form, count)
        response = _export(request, listings, count, form) if is_good else None
        if response is not None:
            return response
        status = 400
    return page(
        request,
        "listing_export",
        "导出载体",
        status,
        form=form,
        count=count,
        left_out=chosen.count() - count,
        bad_filter=bad_filter,
        query=request.GET.urlencode(),
    )


def _fits(form, count):
    limit = settings.EXPORT_LIMITS[form.cleaned_data["format"]]
    if count > limit:
        form.add_error("format", TOO_MANY_ROWS.format(limit=limit, count=count))
    return count <= limit


def _export(request, listings, count, form):
    """The list, or the page on which it will be; None where the form says why not."""
    log = ExportLog(
        user=request.user,
        region=exports.common_region(listings),
        format=form.cleaned_data["format"],
        rows=count,
        filters=request.GET.urlencode()[:500],
        reason=form.cleaned_data["reason"],
    )
    if count <= settings.EXPORT_AT_ONCE:
        log.save()
        return _at_once(log, listings)
    try:
        job = export_jobs.order(log, list(listings.values_list("pk", flat=True)))
    except export_jobs.TooManyWaiting:
        form.add_error("format", TOO_MANY_WAITING)
        return None
    return HttpResponseRedirect(reverse("admin:parks_listing_export_job", args=[job.pk]))


def _at_once(log, listings):
    name = f"listings-{timezone.localdate():%Y%m%d}.{log.format}"
    if log.format == ExportLog.Format.XLSX:
        return _file(exports.as_xlsx(listings), name)
    lines = _with_staff_time(exports.as_csv(listings))
    response = StreamingHttpResponse(lines, content_type=CSV)
    response["Content-Disposition"] = attachment(name)
    return response


def _file(content, name):
    content_type = XLSX if name.endswith(ExportLog.Format.XLSX) else CSV
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type)


def _with_staff_time(lines):
    """The rows are read while the reply is sent, when the middleware is through."""
    with staff_limits():
        yield from lines


@require_safe
@for_editors
def listing_export_job(request, pk):
    """How far a list is, and the list when it is there; for who asked for it alone."""
    job = _own_job(request, pk)
    is_left_lying = job.is_left_lying(timezone.now())
    title = f"导出：{job.get_state_display()}"
    return page(request, "listing_export_job", title, job=job, is_left_lying=is_left_lying)


@require_safe
@for_editors
def listing_export_file(request, pk):
    job = _own_job(request, pk)
    if job.state != ExportJob.State.DONE:
        raise Http404("名单还没有生成")
    if not export_jobs.may_be_taken(job, request.user):
        return page(request, "listing_export_job", "导出：不能下载", 403, job=job, refusal=NO_MORE)
    try:
        content = job.file.open()
    except FileNotFoundError:
        raise Http404("名单已按期删除") from None
    logger.info("export %s taken by user %s", job.pk, request.user.pk)
    return _file(content, job.filename)


def _own_job(request, pk):
    jobs = ExportJob.objects.of(request.user).select_related("log")
    return get_object_or_404(jobs, pk=pk)
