"""操作记录 for auditors: what was done, by whom, whether the records are as they were sealed."""

import datetime

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.form_fields import CHOICE_ERRORS, DayField
from core.statement_limits import staff_limits
from exchange.exports import common_region
from exchange.forms import ExportForm
from exchange.row_files import as_csv, as_xlsx
from exchange.staff_pages import XLSX, attachment
from parks.models import ExportLog
from portal import audit_seals, audit_trail
from portal.audit_branches import KINDS, READERS
from portal.models import AuditCheck
from regions import access
from regions.models import Site
from regions.site_focus import narrowed

USUAL_DAYS = 30
HEADER = ("时间", "谁", "种类", "做了什么", "对象")
ONE_DAY = datetime.timedelta(days=1)


class TrailForm(forms.Form):
    """Which records; the last thirty days unless said otherwise."""

    since = DayField("从")
    until = DayField("到")
    kind = forms.ChoiceField(
        label="种类",
        required=False,
        choices=[("", "全部"), *KINDS.items()],
        error_messages=CHOICE_ERRORS,
    )
    who = forms.CharField(label="账号（用户名）", required=False, max_length=150)
    what = forms.CharField(
        label="对象", required=False, max_length=60, help_text="查询编号、标题或名称的一部分。"
    )
    use_required_attribute = False

    def clean_who(self):
        name = self.cleaned_data["who"].strip()
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise ValidationError("没有这个账号，请核对用户名。")
        return user

    def clean(self):
        words = super().clean()
        words["until"] = words.get("until") or timezone.localdate()
        words["since"] = words.get("since") or words["until"] - (USUAL_DAYS - 1) * ONE_DAY
        if words["since"] > words["until"]:
            raise ValidationError("开始的一天不能晚于结束的一天，请改一下。")
        return words

    @property
    def asked(self):
        said, midnight = self.cleaned_data, datetime.time()
        since, until = (
            timezone.make_aware(datetime.datetime.combine(day, midnight))
            for day in (said["since"], said["until"] + ONE_DAY)
        )
        return audit_trail.Asked(since, until, said["kind"], said["who"], said["what"].strip())

    @property
    def words(self):
        """For the record of an export."""
        said = self.cleaned_data
        more = (KINDS.get(said["kind"], ""), said["who"] and said["who"].username)
        return " ".join(
            filter(None, [f"操作记录 {said['since']} 至 {said['until']}", *more, said["what"]])
        )


@require_safe
def desk_audit(request):
    """Newest first, by pages; counts of each kind in the period."""
    _refuse_others(request)
    form = TrailForm(request.GET)
    is_valid = form.is_valid()
    context = admin.site.each_context(request) | {
        "title": "操作记录",
        "form": form,
        "check": AuditCheck.objects.latest_or_none(),
        "head": audit_seals.head(),
    }
    if is_valid:
        found = audit_trail.found_by(narrowed(request).user, form.asked)
        after = request.GET.get("after", "")
        records, following = audit_trail.page_of(found, after)
        context |= {
            "counts": audit_trail.counts_of(found),
            "records": records,
            "following": following,
            "is_first": not after,
        }
    return render(
        request, "admin/portal/audit_trail.html", context, status=200 if is_valid else 400
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_audit_export(request):
    """The same records as a file, for a purpose that is kept."""
    _refuse_others(request)
    asked = TrailForm(request.GET)
    if not asked.is_valid():
        raise Http404("没有这样的条件")
    found = audit_trail.found_by(narrowed(request).user, asked.asked)
    is_sent = request.method == "POST"
    form = ExportForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        limit = min(settings.EXPORT_LIMITS.values())  # they are held while their names are read
        records, following = audit_trail.page_of(found, size=limit)
        if not following:
            return _file(request, records, form.cleaned_data, asked.words)
        form.add_error("format", f"一次最多导出 {limit} 条，这里更多。请把时间改短。")
    context = admin.site.each_context(request) | {
        "title": "导出操作记录",
        "form": form,
        "counts": audit_trail.counts_of(found),
        "query": request.GET.urlencode(),
    }
    page = "admin/portal/audit_trail_export.html"
    return render(request, page, context, status=400 if is_sent else 200)


def _refuse_others(request):
    if not access.has_role(request.user, READERS):
        raise PermissionDenied


def _file(request, records, words, filters):
    own = access.scope(Site.objects.all(), request.user, lookup="region", roles=READERS)
    log = ExportLog.objects.create(
        user=request.user,
        region=common_region(own),
        format=words["format"],
        rows=len(records),
        filters=filters,
        reason=words["reason"],
    )
    rows = (
        [
            f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}",
            row.who,
            row.kind,
            row.words,
            row.subject,
        ]
        for row in records
    )
    name = f"audit-{timezone.localdate():%Y%m%d}.{log.format}"
    if log.format == ExportLog.Format.XLSX:
        file = as_xlsx("操作记录", HEADER, rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(name)
    return response


def _lines(rows):
    with staff_limits():
        yield from as_csv(HEADER, rows)
