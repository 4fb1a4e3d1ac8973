"""The report of the nightly round over everything public, as a page and as a file."""

from django.conf import settings
from django.contrib import admin
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.row_counts import Counted, count_each, in_figures
from publishing.models import RuleSeverity
from regions import access
from regions.bounded_paginator import BoundedPaginator
from regions.site_focus import narrowed
from upkeep import audit_report

PAGE_SIZE = 20
LINKS = "links"
# The weightiest first.
STATES = {"": "全部", **dict(reversed(RuleSeverity.Severity.choices)), LINKS: "链接"}


@require_safe
def content_findings(request):
    audit, rows = audit_report.own_findings(narrowed(request).user)
    counts = count_each({key: Counted(_in_state(rows, key)) for key in STATES})
    state = request.GET.get("state", "")
    frames = audit_report.dead_frames(narrowed(request).user) if state == LINKS else []
    state = state if counts.get(state) or state == LINKS else ""
    shown = audit_report.in_order(_in_state(rows, state))
    page_obj = BoundedPaginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    is_writer = access.has_role(request.user, access.EDITORS)
    for row in page_obj:
        row.passage_url = audit_report.passage_url(row) if is_writer else ""
        row.desk_url, row.rule_label = audit_report.desk_url(row), audit_report.rule_label(row)
    context = admin.site.each_context(request) | {
        "title": "内容巡检",
        "audit": audit,
        "page_obj": page_obj,
        "states": [(key, label, in_figures(counts[key])) for key, label in STATES.items()],
        "state": state,
        "frames": frames,
        "is_nothing_asked": state == LINKS and not settings.LINK_CHECK_HOSTS,
    }
    return render(request, "admin/upkeep/content_findings.html", context)


def _in_state(rows, state):
    if state == LINKS:
        return rows.filter(rule__in=audit_report.LINK_CODES)
    return rows.filter(severity=state) if state in STATES and state else rows


@require_safe
def content_findings_csv(request):
    _, rows = audit_report.own_findings(narrowed(request).user)
    rows = _in_state(rows, request.GET.get("state", ""))
    response = StreamingHttpResponse(audit_report.as_csv(rows), content_type="text/csv")
    name = f"content-audit-{timezone.localdate():%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
