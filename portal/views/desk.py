"""Pages of the desk that belong to no model."""

from django.contrib import admin
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def desk_tables(request):
    """全部数据表: every kind of row this account may open, so that nothing registered is lost."""
    context = admin.site.each_context(request) | {"title": "全部数据表"}
    return render(request, "admin/tables.html", context)
