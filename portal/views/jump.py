"""The search page behind the bar of every page: GET, so that it works without script."""

from django.contrib import admin
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.jump import JumpForm, exact_address, groups_for
from search.bigrams import LEAST_LETTERS


@require_safe
def desk_jump(request):
    """A number typed in full leads straight to its row."""
    form = JumpForm(request.GET)
    is_valid = form.is_valid()
    text = form.cleaned_data["q"] if is_valid else ""
    if text and (address := exact_address(request, text)):
        return redirect(address)
    context = admin.site.each_context(request) | {
        "title": "跳转",
        "form": form,
        "text": text,
        "groups": groups_for(request, text) if is_valid else [],
        "is_too_short": 0 < len(text) < LEAST_LETTERS,
    }
    return render(request, "admin/jump.html", context, status=200 if is_valid else 400)
