"""数字: one page of what enquiries come to, for whoever answers for them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions import access
from regions.site_focus import narrowed
from reporting import report_tables
from reporting.lead_figures import figures_of, lost_reasons_of, stays_of
from reporting.office_seconds import office_seconds
from reporting.reach import COUNTERS, reach_of
from reporting.report_periods import PeriodChoice, Span


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
        reach = reach_of(narrowed(request).user)
        context |= _counted(reach, form.period, timezone.now()) | {"span": form.span_shown}
    status = 200 if is_valid else 400
    return render(request, "admin/reporting/lead_report.html", context, status=status)


def _counted(reach, period, now):
    last_on = max(timezone.localdate(now), period.until_on)
    office = office_seconds(period.before().since_on, last_on, reach.names)
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
    }
