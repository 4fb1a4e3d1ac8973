"""外出与代办: an officer enters the own days away; who answers for officers, also theirs."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.error_summary import errors_of
from leads.absence_forms import AbsenceForm, governed_by
from leads.actions import display_name
from leads.models import Absence
from leads.models.next_steps import day_words
from regions import access


@require_http_methods(["GET", "HEAD", "POST"])
def absences_view(request):
    """Those that are not over yet, and a form for one more; one is taken back by its number."""
    if not access.has_role(request.user, access.OFFICERS):
        raise PermissionDenied("外出由招商专员本人或负责人登记。")
    own = Absence.objects.filter(
        person__in=governed_by(request.user), last_on__gte=timezone.localdate()
    )
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, own)
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "已登记：这几天不再分到新咨询，提醒同时发给代办的人。")
        return redirect("admin:leads_lead_absences")
    rows = own.select_related("person", "stand_in").order_by("first_on", "pk")
    context = admin.site.each_context(request) | {
        "title": "外出与代办",
        "form": form,
        "error_summary": errors_of(form) if form.is_bound else [],
        "absences": [(row, _words(row)) for row in rows],
    }
    status = 400 if form.is_bound else 200
    return render(request, "admin/leads/absences.html", context, status=status)


def _words(row):
    stand_in = f"{display_name(row.stand_in)} 代" if row.stand_in else "没有人代"
    days = day_words(row.first_on)
    if row.last_on != row.first_on:
        days = f"{days}至 {day_words(row.last_on)}"
    return f"{display_name(row.person)}：{days}，{stand_in}"


def _remove(request, own):
    pk = request.POST["remove"]
    row = get_object_or_404(own, pk=pk if pk.isascii() and pk.isdecimal() and len(pk) < 16 else 0)
    row.delete()
    messages.success(request, "已取消这次外出。")
    return redirect("admin:leads_lead_absences")
