"""Import and export on the list of listings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from parks.admin.exporting import XLSX, ExportPages, attachment
from parks.models import ImportJob, Listing
from parks.transfer import jobs, pages, sheets
from parks.transfer.forms import ImportForm
from parks.transfer.guards import RefusedFile
from regions import access


class TransferMixin(ExportPages):
    """Editors of a region bring lists in and take them out; every export is logged."""

    change_list_template = "admin/parks/listing_change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="parks_listing_import"),
            path(
                "import/template/<slug:kind>/",
                wrap(self.template_view),
                name="parks_listing_import_template",
            ),
            path("import/<int:pk>/", wrap(self.job_view), name="parks_listing_import_job"),
            path(
                "import/<int:pk>/faults/",
                wrap(self.faults_view),
                name="parks_listing_import_faults",
            ),
            path("export/", wrap(self.export_view), name="parks_listing_export"),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_view(self, request):
        if not access.has_role(request.user, access.EDITORS):
            raise PermissionDenied
        is_sent = request.method == "POST"
        data = (request.POST, request.FILES) if is_sent else ()
        form = ImportForm(*data, user=request.user)
        if is_sent and form.is_valid():
            try:
                return self._receive(request, form.cleaned_data)
            except RefusedFile as refusal:
                form.add_error("file", str(refusal))
        return self._page(
            request,
            "listing_import",
            "导入载体",
            status=400 if is_sent else 200,
            form=form,
            kinds=Listing.Kind.choices,
            recent=self._own_jobs(request).order_by("-pk")[:5],
        )

    def _receive(self, request, cleaned):
        job = jobs.receive(
            cleaned["file"],
            name=cleaned["file"].name,
            region=cleaned["region"],
            user=request.user,
            is_clearing=cleaned["is_clearing"],
        )
        jobs.run_at_once(job)
        return HttpResponseRedirect(reverse("admin:parks_listing_import_job", args=[job.pk]))

    @method_decorator(require_safe)
    def template_view(self, request, kind):
        if not access.has_role(request.user, access.EDITORS):
            raise PermissionDenied
        if kind not in Listing.Kind:
            raise Http404("没有这个类型的模板")
        response = HttpResponse(content_type=XLSX)
        response["Content-Disposition"] = attachment(f"{kind}.xlsx")
        sheets.template(kind).save(response)
        return response

    def _own_jobs(self, request):
        jobs_here = ImportJob.objects.select_related("region", "user")
        return access.scope(jobs_here, request.user, lookup="region", roles=access.EDITORS)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def job_view(self, request, pk):
        job = get_object_or_404(self._own_jobs(request), pk=pk)
        is_own = request.user.is_superuser or job.user_id == request.user.pk
        status = 200
        if request.method == "POST":
            if not is_own:
                raise PermissionDenied("这是别人上传的文件，只有上传人可以决定。")
            if {"confirm", "cancel"} & set(request.POST):
                self._decide(request, job)
                return HttpResponseRedirect(request.path)
            status = 400
            self.message_user(request, "没有选择“确认导入”或“放弃”，什么也没有做。", messages.ERROR)
        page = pages.job_page(job, request.GET.get("show", ""))
        title = f"导入：{job.get_state_display()}"
        return self._page(
            request, "listing_import_job", title, status, job=job, is_own=is_own, **page
        )

    def _decide(self, request, job):
        if "cancel" in request.POST:
            done, word = jobs.cancel(job.pk), "已放弃这次导入；已经导入的内容保留。"
        else:
            done, word = jobs.confirm(job.pk), "已开始导入。"
            job = jobs.run_at_once(ImportJob.objects.get(pk=job.pk)) if done else job
            word = "导入完成。" if job.state == ImportJob.State.DONE else word
        if done:
            self.message_user(request, word, messages.SUCCESS)
        else:
            self.message_user(request, "这次导入已经处理过，没有重复执行。", messages.WARNING)

    @method_decorator(require_safe)
    def faults_view(self, request, pk):
        job = get_object_or_404(self._own_jobs(request), pk=pk)
        if not job.file or not job.faults.exists():
            raise Http404("没有错误清单，或文件已按期删除")
        response = HttpResponse(content_type=XLSX)
        response["Content-Disposition"] = attachment(f"faults-{job.pk}.xlsx")
        sheets.faulty_rows(job.header, jobs.faulty_rows(job)).save(response)
        return response
