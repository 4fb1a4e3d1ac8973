"""Taking a filtered list of listings out; every export leaves a record."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.statement_limits import staff_limits
from exchange import exports
from exchange.forms import ExportForm
from exchange.staff_pages import XLSX, attachment, for_editors, page
from parks.models import ExportLog, Listing

TOO_MANY_ROWS = "一次最多导出 {limit} 条，这里有 {count} 条。请先筛选，或改选 CSV。"
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
        if form.is_valid() and _fits(form, count):
            return _export(request, listings, count, form.cleaned_data["format"])
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
    lines = _with_staff_time(exports.as_csv(listings))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(name)
    return response


def _with_staff_time(lines):
    """The rows are read while the reply is sent, when the middleware is through."""
    with staff_limits():
        yield from lines
