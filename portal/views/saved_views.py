"""Own views of a list: kept, renamed, shared, removed."""

from django.contrib import admin, messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.desk_forms import SavedViewForm
from portal.list_views import filters_of, label_of, list_url, narrowed_rows
from portal.models import SavedView

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def saved_view_add(request):
    """`list` and `query` stand in the address: what the list was narrowed to."""
    model = _list_or_404(request, request.GET.get("list", ""))
    query = filters_of(QueryDict(request.GET.get("query", "")))
    if not query or narrowed_rows(request, model, query) is None:
        messages.warning(request, "先在列表上选好筛选条件，再存成视图。搜索的文字不会存下来。")
        return redirect(list_url(model))
    view = SavedView(user=request.user, list=label_of(model), query=query)
    return _form(request, model, view, "已存成视图“{}”。")


@require_http_methods(METHODS)
def saved_view_change(request, pk):
    view = get_object_or_404(SavedView.objects.kept_by(request.user), pk=pk)
    model = _list_or_404(request, view.list)
    if "_delete" in request.POST:
        view.delete()
        messages.success(request, f"视图“{view.name}”已删除，列表里的内容没有动。")
        return redirect(list_url(model))
    return _form(request, model, view, "视图“{}”已改好。")


def _form(request, model, view, done):
    form = SavedViewForm(request.POST or None, instance=view, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, done.format(view.name))
        return redirect(f"{list_url(model)}?{view.query}")
    context = admin.site.each_context(request) | {
        "title": "修改视图" if view.pk else "存成视图",
        "form": form,
        "view": view,
        "model_name": model._meta.verbose_name_plural,
        "back": f"{list_url(model)}?{view.query}",
    }
    return render(request, "admin/saved_view.html", context, status=400 if form.errors else 200)


def _list_or_404(request, label):
    """The model of a list that this account may open."""
    models = (model for model in admin.site._registry if label_of(model) == label)
    model = next(models, None)
    if model is None or not admin.site.get_model_admin(model).has_view_permission(request):
        raise Http404("没有这个列表")
    return model
