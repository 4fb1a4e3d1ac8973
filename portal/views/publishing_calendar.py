"""The page 发布日历: what comes and what goes in a month; a day is changed here, too."""

import datetime

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.moved_moments import NO_DAY, MovedMoment, said
from portal.publishing_calendar import month_of

YEARS = range(1970, 2100)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_calendar(request):
    """?month=2026-11, else this month. Sent to it: a time, and the day it shall have."""
    if request.method == "POST":
        return _moved(request)
    today = timezone.localdate()
    month = month_of(request, _first_day(request.GET.get("month", "")) or today.replace(day=1))
    context = admin.site.each_context(request) | {
        "title": f"发布日历：{month.first_on.year} 年 {month.first_on.month} 月",
        "month": month,
        "today": today,
    }
    return render(request, "admin/publishing_calendar.html", context)


def _moved(request):
    moment = MovedMoment.of(request.POST.get("moment", ""))
    day = _day(request.POST.get("on", ""))
    if day is None:
        return said(request, NO_DAY)
    return moment.put(request, day) or HttpResponseRedirect(f"{request.path}?month={day:%Y-%m}")


def _day(text):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _first_day(text):
    try:
        day = datetime.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return None
    return day if day.year in YEARS else None
