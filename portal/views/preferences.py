"""How somebody wants the desk, kept with the account: the same on every machine."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from leads.models import NoticePreferences
from portal.desk_forms import NoticesForm, PreferencesForm
from portal.models import DeskPreferences
from portal.site_choice import preferences_of
from regions import access


@require_http_methods(["GET", "HEAD", "POST"])
def desk_preferences(request):
    kept = preferences_of(request)
    form = PreferencesForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "已按您的习惯显示，换一台电脑登录也一样。")
        return redirect("desk_preferences")
    context = admin.site.each_context(request) | {"title": "显示与快捷键", "form": form}
    context["is_told_by_mail"] = access.has_role(request.user, access.OFFICERS)
    status = 400 if form.errors else 200
    return render(request, "admin/preferences.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_notices(request):
    """Of whoever answers: nobody else is mailed."""
    if not access.has_role(request.user, access.OFFICERS):
        raise PermissionDenied
    kept = NoticePreferences.of(request.user)
    form = NoticesForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "已记下，从现在起按它提醒您。")
        return redirect("desk_notices")
    context = admin.site.each_context(request) | {"title": "我的提醒", "form": form}
    status = 400 if form.errors else 200
    return render(request, "admin/preferences.html", context, status=status)


@require_POST
def first_day_hide(request):
    """“第一次用”: whoever knows it needs it no more."""
    DeskPreferences.objects.update_or_create(
        user=request.user, defaults={"is_first_day_over": True}
    )
    return redirect("admin:index")
