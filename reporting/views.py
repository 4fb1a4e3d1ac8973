"""数字: what enquiries come to, the same as a file, and what investors did not find."""

import datetime

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Min
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from core.form_fields import DayField
from core.statement_limits import staff_limits
from exchange import row_files
from exchange.exports import common_region
from exchange.forms import ExportForm
from exchange.staff_pages import XLSX, attachment
from leads.models import Lead
from parks.models import ExportLog
from regions import access
from regions.models import Site
from regions.site_focus import narrowed
from reporting import lead_ledger, month_gaps, report_tables
from reporting.answer_figures import answer_table
from reporting.lead_figures import figures_of, lost_reasons_of, stays_of
from reporting.models import Kind
from reporting.office_seconds import office_seconds
from reporting.quiet_objects import (
    ANY,
    DAYS,
    NEVER_ASKED,
    SeenChoice,
    as_csv,
    looked_at,
)
from reporting.reach import COUNTERS, reach_of
from reporting.report_periods import PeriodChoice, Span, months_from
from search.models.missed_queries import KEPT_DAYS

MOST_SHOWN, MOST_IN_A_FILE = 100, 5_000
LEDGER_HEADER = (*lead_ledger.HEADER, *lead_ledger.PERSONAL)


@require_safe
def lead_report(request):
    """Of the period asked for, beside the one before."""
    if not access.has_role(request.user, COUNTERS):
        raise PermissionDenied
    form = PeriodChoice(request.GET)
    is_valid = form.is_valid()
    context = admin.site.each_context(request) | {
        "title": "数字",
        "form": form,
        "spans": Span.choices,
    }
    if is_valid:
        reach = reach_of(narrowed(request).user, request.user)
        context |= _counted(reach, form.period, timezone.now()) | {"span": form.span_shown}
    status = 200 if is_valid else 400
    return render(request, "admin/reporting/lead_report.html", context, status=status)


def _counted(reach, period, now):
    office = _office(reach, period.before().since_on, now)
    found = figures_of(reach, period, office, now=now)
    before = figures_of(reach, period.before(), office, now=now, is_split=False).total
    lost = lost_reasons_of(reach, period)
    names = report_tables.names_of(reach, found.sides)
    buckets = found.sides["bucket"]
    sides = [
        report_tables.by_side(side, found.sides[side], names[side])
        for side in report_tables.HEADINGS
    ]
    return {
        "period": period,
        "before": period.before(),
        "is_whole": bool(reach.whole),
        "total": found.total,
        "tiles": report_tables.tiles(found.total, before, lost),
        "funnel": report_tables.funnel(found.total, before, stays_of(reach, period, now=now)),
        "by_time": report_tables.by_time(buckets, period),
        "chart": report_tables.reply_chart(buckets, period),
        "sides": sides,
        "lost": report_tables.lost_table(lost),
        "answers": answer_table(reach, period),
    }


def _office(reach, since_on, now):
    """From the first enquiry on: before it there is nothing to be timed, however early is asked."""
    today = timezone.localdate(now)
    first = Lead.objects.filter(reach.filter()).aggregate(at=Min("received_at"))["at"]
    begins_on = max(since_on, timezone.localdate(first or now))
    return office_seconds(begins_on, max(today, begins_on), reach.names)


@require_safe
def gap_month(request):
    """缺口清单 of one month, to be printed and handed on: nobody is in it."""
    now = timezone.now()
    try:
        day = DayField("").clean(request.GET.get("month", "")) or timezone.localdate(now)
    except ValidationError as error:
        raise Http404("没有这个月") from error
    period = months_from(day, 1)
    user = narrowed(request).user
    missed = [
        report_tables.Row(words, 0, [str(asked)])
        for words, asked in month_gaps.missed_words(user, period)
    ]
    context = admin.site.each_context(request) | {
        "title": "缺口清单（按月）",
        "period": period,
        "before": months_from(day, 1, -1),
        "after": months_from(day, 1, 1),
        "has_after": period.until < now,
        "words_kept_days": KEPT_DAYS,
        "are_words_gone": period.since < now - datetime.timedelta(days=KEPT_DAYS),
        "tables": [
            report_tables.need_table(month_gaps.need_gaps(user, period, now)),
            report_tables.refusal_table(month_gaps.refusals_of(user, period)),
            report_tables.Table("missed", "搜了没有找到", ["搜索词", "次数"], missed),
        ],
    }
    return render(request, "admin/reporting/gap_month.html", context)


@require_safe
def quiet_objects(request):
    """看得多、没人问: what readers look at, the most seen first."""
    choice, rows = _looked_at(request, MOST_SHOWN)
    words = choice.cleaned_data
    asked = [("", "没人问的"), (ANY, "全部")]
    context = admin.site.each_context(request) | {
        "title": "看得多、没人问",
        "tabs": [
            ("看什么", choice.links("kind", Kind.choices)),
            ("多久", choice.links("days", DAYS)),
            ("问没问过", choice.links("asked", asked if words["kind"] not in NEVER_ASKED else [])),
        ],
        "rows": rows,
        "is_writer": access.has_role(request.user, access.EDITORS),
        "query": urlencode(words),
    }
    return render(request, "admin/reporting/quiet_objects.html", context)


@require_safe
def quiet_objects_csv(request):
    _, rows = _looked_at(request, MOST_IN_A_FILE)
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(f"seen-{timezone.localdate():%Y%m%d}.csv")
    return response


def _looked_at(request, most):
    if not access.has_role(request.user):
        raise PermissionDenied
    choice = SeenChoice(request.GET)
    if not choice.is_valid():
        raise Http404("没有这样的列表")
    words = choice.cleaned_data
    return choice, looked_at(
        narrowed(request).user,
        words["kind"],
        days=words["days"],
        is_quiet=words["asked"] != ANY,
        most=most,
        now=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lead_ledger_export(request):
    """台账 of the period as a file; each one leaves a record of who took it and why."""
    if not access.has_role(request.user, COUNTERS):
        raise PermissionDenied
    asked = PeriodChoice(request.GET)
    if not asked.is_valid():
        raise Http404("没有这个时段")
    reach, period = reach_of(narrowed(request).user, request.user), asked.period
    leads = lead_ledger.ledger_leads(reach, period)
    count = leads.count()
    is_sent = request.method == "POST"
    form = ExportForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and _fits(form, count):
        return _ledger(request, reach, period, leads, count, form.cleaned_data)
    context = admin.site.each_context(request) | {
        "title": "导出台账",
        "form": form,
        "count": count,
        "period": period,
        "query": request.GET.urlencode(),
    }
    page = "admin/reporting/lead_ledger_export.html"
    return render(request, page, context, status=400 if is_sent else 200)


def _fits(form, count):
    limit = settings.EXPORT_LIMITS[form.cleaned_data["format"]]
    if count > limit:
        form.add_error("format", f"一次最多导出 {limit} 条，这里有 {count} 条。请把时间改短。")
    return count <= limit


def _ledger(request, reach, period, leads, count, words):
    log = ExportLog.objects.create(
        user=request.user,
        region=common_region(Site.objects.filter(pk__in=reach.names)),
        format=words["format"],
        rows=count,
        filters=f"{ExportLog.OF_ENQUIRIES} {period.since_on} 至 {period.until_on}",
        reason=words["reason"],
    )
    rows = lead_ledger.ledger_rows(leads, reach, _office(reach, period.since_on, timezone.now()))
    name = f"enquiries-{timezone.localdate():%Y%m%d}.{log.format}"
    if log.format == ExportLog.Format.XLSX:
        file = row_files.as_xlsx("咨询台账", LEDGER_HEADER, rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment(name)
    return response


def _lines(rows):
    """The rows are read while the reply is sent, when the middleware is through."""
    with staff_limits():
        yield from row_files.as_csv(LEDGER_HEADER, rows)
