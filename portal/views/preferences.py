"""How somebody wants the desk, kept with the account: the same on every machine."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.desk_forms import PreferencesForm
from portal.models import DeskPreferences
from portal.site_choice import preferences_of


@require_http_methods(["GET", "HEAD", "POST"])
def desk_preferences(request):
    kept = preferences_of(request)
    form = PreferencesForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "已按您的习惯显示，换一台电脑登录也一样。")
        return redirect("desk_preferences")
    context = admin.site.each_context(request) | {"title": "显示与快捷键", "form": form}
    status = 400 if form.errors else 200
    return render(request, "admin/preferences.html", context, status=status)


@require_POST
def first_day_hide(request):
    """“第一次用”: whoever knows it needs it no more."""
    DeskPreferences.objects.update_or_create(
        user=request.user, defaults={"is_first_day_over": True}
    )
    return redirect("admin:index")
