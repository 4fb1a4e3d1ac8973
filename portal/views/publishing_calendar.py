"""The page 发布日历: what comes and what goes in a month."""

import datetime

from django.contrib import admin
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.publishing_calendar import month_of

YEARS = range(1970, 2100)


@require_safe
def desk_calendar(request):
    """?month=2026-11; anything else is this month."""
    today = timezone.localdate()
    month = month_of(request, _first_day(request.GET.get("month", "")) or today.replace(day=1))
    context = admin.site.each_context(request) | {
        "title": f"发布日历：{month.first_on.year} 年 {month.first_on.month} 月",
        "month": month,
        "today": today,
    }
    return render(request, "admin/publishing_calendar.html", context)


def _first_day(text):
    try:
        day = datetime.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return None
    return day if day.year in YEARS else None
