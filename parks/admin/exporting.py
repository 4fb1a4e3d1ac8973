"""Taking a filtered list of listings out; every export leaves a record."""

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from parks.models import ExportLog, Listing
from parks.transfer import exports
from parks.transfer.forms import ExportForm
from regions import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_MANY_ROWS = "一次最多导出 {limit} 条，这里有 {count} 条。请先筛选，或改选 CSV。"
BAD_FILTER = "筛选条件看不懂，没有导出。请回到列表重新筛选。"


class ExportPages:
    """The export page, for the listing's admin."""

    def _page(self, request, template, title, status=200, **context):
        if not access.has_role(request.user, access.EDITORS):
            raise PermissionDenied
        context |= {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/parks/{template}.html", context, status=status)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def export_view(self, request):
        if not access.has_role(request.user, access.EDITORS):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = ExportForm(request.POST if is_sent else None)
        status = 200
        try:
            chosen, bad_filter = self.get_changelist_instance(request).get_queryset(request), ""
        except (IncorrectLookupParameters, DisallowedModelAdminLookup):
            chosen, bad_filter, status = Listing.objects.none(), BAD_FILTER, 400
        listings = exports.exportable(chosen, request.user)
        count = listings.count()
        if is_sent and not bad_filter:
            if form.is_valid() and self._fits(form, count):
                return self._export(request, listings, count, form.cleaned_data["format"])
            status = 400
        return self._page(
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

    @staticmethod
    def _fits(form, count):
        limit = exports.LIMITS[form.cleaned_data["format"]]
        if count > limit:
            form.add_error("format", TOO_MANY_ROWS.format(limit=limit, count=count))
        return count <= limit

    @staticmethod
    def _export(request, listings, count, form):
        ExportLog.objects.create(
            user=request.user,
            region=exports.common_region(listings),
            format=form,
            rows=count,
            filters=request.GET.urlencode()[:500],
        )
        name = f"listings-{timezone.localdate():%Y%m%d}.{form}"
        if form == ExportLog.Format.XLSX:
            file = exports.as_xlsx(listings)
            return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        lines = exports.as_csv(listings)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = attachment(name)
        return response


def attachment(name):
    return f'attachment; filename="{name}"'
