"""Signing from the list what waits for an approval, and sending it back with a word why.

What has open findings, was changed meanwhile, or is one's own has to be opened first.
"""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.seen_version import version_of
from portal.desk_forms import ReturnForm
from portal.review_cards import desk_of, must_be_opened
from publishing import workflow
from regions import access

BY_SOMEBODY_ELSE = "“{}”刚刚被改过，或已经审过：请打开看过再签。"


@require_http_methods(["GET", "HEAD", "POST"])
def desk_review(request, kind, pk):
    """GET asks why it goes back; POST signs (`_approve`) or sends it back (`_withdraw`)."""
    desk = desk_of(kind)
    rows = _own(desk, request, pk) if desk else []
    if not rows:
        raise Http404("没有这条内容，或不由您审核")
    obj = rows[0]
    if obj.status != workflow.IN_REVIEW:
        messages.warning(request, BY_SOMEBODY_ELSE.format(obj))
        return redirect("admin:index")
    if request.method == "POST" and workflow.APPROVE.name in request.POST:
        return _sign(request, desk, rows, obj)
    return _send_back(request, desk, rows, obj)


def _own(desk, request, pk):
    rows = desk.model._default_manager.filter(pk=pk).order_by("pk")
    return desk.own_rows(rows, request, access.APPROVERS)


def _sign(request, desk, rows, obj):
    """Locked before it is compared, so that what is published is what was seen."""
    with transaction.atomic():
        held = rows.select_for_update(of=("self",), no_key=True).filter(status=workflow.IN_REVIEW)
        found = held.first()
        is_seen = found is not None and version_of(found) == request.POST.get("_seen")
        why = must_be_opened(desk, found, request.user) if is_seen else BY_SOMEBODY_ELSE.format(obj)
        if why:
            messages.warning(request, why)
            return redirect(_page_of(desk, obj))
        if _take(request, desk, held, workflow.APPROVE, workflow.APPROVE.label):
            messages.success(request, f"“{obj}”{workflow.APPROVE.done}。")
    return redirect("admin:index")


def _send_back(request, desk, rows, obj):
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        waiting = rows.filter(status=workflow.IN_REVIEW)
        if _take(request, desk, waiting, workflow.WITHDRAW, f"退回：{form.cleaned_data['reason']}"):
            messages.success(request, f"“{obj}”已退回，作者在“历史版本”里看到原因。")
        return redirect("admin:index")
    context = admin.site.each_context(request) | {
        "title": f"退回修改：{obj}",
        "form": form,
        "url": _page_of(desk, obj),
    }
    status = 400 if form.errors else 200
    return render(request, "admin/review_return.html", context, status=status)


def _take(request, desk, rows, step, reason) -> bool:
    """Whether the step was taken; a refusal is said in words."""
    done, _ = desk.change_each(
        request, rows, lambda obj: step.take(obj, request.user), reason, step.undone
    )
    return bool(done)


def _page_of(desk, obj):
    return reverse(admin_urlname(desk.opts, "change"), args=[obj.pk])
