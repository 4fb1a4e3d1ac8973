"""The manual, read at the desk."""

from django.contrib import admin
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.manual_pages import FIRST, PICTURES, manual_page, texts


@require_safe
def desk_manual(request, name=FIRST):
    """One of its texts; without a name the first page, which leads to all."""
    if name not in texts():
        raise Http404("手册里没有这一篇")
    page = manual_page(name)
    context = admin.site.each_context(request) | {
        "title": page.title,
        "page": page,
        "is_first": name == FIRST,
    }
    return render(request, "admin/manual.html", context)


@require_safe
@cache_control(private=True, max_age=3600)
def desk_manual_picture(request, name):
    """A slug is no path: nothing beside the pictures can be asked for."""
    path = PICTURES / f"{name}.png"
    if not path.is_file():
        raise Http404("手册里没有这张图")
    return FileResponse(path.open("rb"), content_type="image/png")
