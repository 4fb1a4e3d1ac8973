"""The pages on which editors of a region bring lists of listings in, behind the admin's login."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from exchange import jobs
from exchange.forms import ImportForm
from exchange.job_page import act_on, job_page
from exchange.staff_pages import for_editors, page, workbook_response
from exchange.upload_checks import RefusedFile
from parks.models import ImportJob, Listing
from regions import access


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def listing_import(request):
    is_sent = request.method == "POST"
    data = (request.POST, request.FILES) if is_sent else ()
    form = ImportForm(*data, user=request.user)
    if is_sent and form.is_valid():
        try:
            return _receive(request, form.cleaned_data)
        except RefusedFile as refusal:
            form.add_error("file", str(refusal))
    return page(
        request,
        "listing_import",
        "导入载体",
        status=400 if is_sent else 200,
        form=form,
        kinds=Listing.Kind.choices,
        recent=_own_jobs(request).order_by("-pk")[:5],
    )


def _receive(request, cleaned):
    job = jobs.receive(
        cleaned["file"],
        name=cleaned["file"].name,
        region=cleaned["region"],
        user=request.user,
        is_clearing=cleaned["is_clearing"],
    )
    jobs.run_at_once(job)
    return HttpResponseRedirect(reverse("admin:parks_listing_import_job", args=[job.pk]))


@require_safe
@for_editors
def listing_import_template(request, kind):
    if kind not in Listing.Kind:
        raise Http404("没有这个类型的模板")
    from exchange import xlsx_templates  # openpyxl is loaded by whoever asks for a workbook

    return workbook_response(xlsx_templates.template(kind), f"{kind}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def listing_import_job(request, pk):
    job = get_object_or_404(_own_jobs(request), pk=pk)
    is_own = request.user.is_superuser or job.user_id == request.user.pk
    status = 200
    if request.method == "POST":
        if not is_own:
            raise PermissionDenied("这是别人上传的文件，只有上传人可以决定。")
        if act_on(request, job):
            return HttpResponseRedirect(request.path)
        status = 400
        messages.error(request, "没有选择“确认导入”或“放弃”，什么也没有做。")
    context = job_page(job, request.GET.get("show", ""), request.GET.get("page", ""))
    title = f"导入：{job.get_state_display()}"
    return page(request, "listing_import_job", title, status, job=job, is_own=is_own, **context)


@require_safe
@for_editors
def listing_import_faults(request, pk):
    job = get_object_or_404(_own_jobs(request), pk=pk)
    if not job.file or not job.faults.exists():
        raise Http404("没有错误清单，或文件已按期删除")
    from exchange import xlsx_templates  # likewise

    faults = xlsx_templates.faulty_rows(job.header, jobs.faulty_rows(job))
    return workbook_response(faults, f"faults-{job.pk}.xlsx")


def _own_jobs(request):
    listings = ImportJob.objects.filter(kind=ImportJob.Kind.LISTINGS)
    jobs_here = listings.select_related("region", "user")
    return access.scope(jobs_here, request.user, lookup="region", roles=access.EDITORS)
