"""Signing from the list what waits for an approval, and sending it back with a word why.

What has open findings, was changed meanwhile, or is one's own has to be opened first.
"""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.seen_version import version_of
from portal.desk_forms import ReturnForm
from portal.review_cards import desk_of, must_be_opened
from portal.review_queue import queue_of
from publishing import workflow
from regions import access
from regions.refused_values import LONGEST_KEY

MOST_AT_ONCE = 60
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
    why = _signed(request, desk, rows, obj, request.POST.get("_seen"))
    if why:
        messages.warning(request, why)
        return redirect(_page_of(desk, obj))
    return redirect("admin:index")


def _signed(request, desk, rows, obj, seen) -> str:
    """Why it has to be opened first, else "".

    Locked before it is compared, so that what is published is what was seen.
    """
    step = workflow.APPROVE
    with transaction.atomic():
        held = rows.select_for_update(of=("self",), no_key=True).filter(status=workflow.IN_REVIEW)
        found = held.first()
        if found is None or version_of(found) != seen:
            return BY_SOMEBODY_ELSE.format(obj)
        if why := must_be_opened(desk, found, request.user):
            return why
        done, _ = desk.change_each(
            request, held, lambda obj: step.take(obj, request.user), step.label, step.undone
        )
        for signed in done:
            said = f"“{signed}”{step.said_of(signed)}。"
            is_through = signed.status == workflow.APPROVED
            messages.success(request, desk.with_undo(said, [signed]) if is_through else said)
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def desk_review_queue(request):
    """What waits for this user's signature; POST signs those that are ticked, one by one."""
    if request.method == "POST":
        chosen = request.POST.getlist("chosen")[:MOST_AT_ONCE]
        if not chosen:
            messages.warning(request, "还没有勾选：先勾上要签的，再点“签选中的”。")
        for value in chosen:
            _sign_chosen(request, value)
        return redirect("desk_review_queue")
    context = admin.site.each_context(request) | {
        "title": "待我签字",
        "cards": queue_of(request, timezone.now()),
    }
    return render(request, "admin/review_queue.html", context)


def _sign_chosen(request, value):
    """`value`: kind, number, and the version: when a text was saved, or the number of a change."""
    kind, pk, seen = (value.split(" ") + [""] * 3)[:3]
    desk = desk_of(kind)
    is_key = pk.isascii() and pk.isdecimal() and len(pk) < LONGEST_KEY
    rows = _own(desk, request, pk) if desk and is_key else []
    if not rows:
        messages.warning(request, "有一条已经不在，或不由您审核。")
    elif seen.isdecimal():
        desk.accept_from_list(request, rows[0], seen)
    elif why := _signed(request, desk, rows, rows[0], seen):
        messages.warning(request, f"“{rows[0]}”没有签：{why}")


def _send_back(request, desk, rows, obj):
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        waiting = rows.filter(status=workflow.IN_REVIEW)
        desk.return_row(request, waiting, **form.cleaned_data)
        return redirect("admin:index")
    context = admin.site.each_context(request) | {
        "title": f"退回修改：{obj}",
        "form": form,
        "url": _page_of(desk, obj),
    }
    status = 400 if form.errors else 200
    return render(request, "admin/review_return.html", context, status=status)


def _page_of(desk, obj):
    return reverse(admin_urlname(desk.opts, "change"), args=[obj.pk])
