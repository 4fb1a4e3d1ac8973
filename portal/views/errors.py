"""Errors that must not lose what a visitor typed."""

import sys
from contextlib import suppress

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError
from django.http import JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse, reverse_lazy

from core.api_errors import is_asked_of_api, missing, not_understood
from core.outages import AWAY, BUSY, FULL, LOCKED, outage_of
from core.person_names import person_name
from leads.actions.enquiries import KEPT
from leads.forms import LeadForm, QuestionForm
from leads.views import consult_again
from publishing.uploads import MAX_BYTES, MAX_REQUEST_BYTES
from publishing.views import refuse_upload
from regions import access
from regions.middleware import SHOWN
from regions.models import Membership, Site

MB = 1024 * 1024
MOST_TELEPHONES = 12  # on a page that belongs to no site
MOST_CHIEFS = 4
UPLOAD = reverse_lazy("editor_upload")
CONSULT_VIEWS = {"consult", "callback", "lead_status"}
RETRY_SECONDS = {BUSY: 5, AWAY: 30, FULL: 300, LOCKED: 300}
# What a visitor would miss, by the words the forms have for it.
LABELS = {
    name: form.base_fields[name].label
    for form, names in ((LeadForm, KEPT[1:]), (QuestionForm, ["body"]))
    for name in names
}
SAVE_AGAIN = (
    "这一页的安全标记已过期（例如在另一个标签页里重新登录过），没有保存。请看一下内容，再保存一次。"
)
NOT_SAVED = {
    BUSY: "数据库现在太忙，这一次没有保存。请看一下内容，过几秒再保存一次。",
    FULL: "服务器的磁盘满了，这一次没有保存。请系统管理员清理磁盘，再保存一次；写的内容会放回来。",
}
NOT_UPLOADED = {
    BUSY: "数据库现在太忙，没有上传。请过几秒再传一次。",
    AWAY: "网站正在维护，没有上传。请过一会儿再传一次。",
    FULL: "服务器的磁盘满了，没有上传。请系统管理员清理磁盘，再传一次。",
}


def csrf_failure(request, reason=""):
    """A form comes back with a fresh token and what was typed; elsewhere stands the 403 page.

    A consultation is drawn filled. A form of the desk is drawn as if it were asked for, and the
    browser puts its copy back (static/admin/js/desk-copy.js): nothing that a stranger posted is
    ever shown there.
    """
    match = request.resolver_match
    if match is not None and match.url_name in CONSULT_VIEWS:
        return consult_again(request)
    if match is not None and match.app_name == "admin" and request.user.is_staff:
        response = _form_of_the_desk(request, match, SAVE_AGAIN, 403)
        return response or render(request, "403_csrf.html", _frame(request), status=403)
    return render(request, "403_csrf.html", _frame(request), status=403)


def _frame(request):
    """At the desk what its own frame needs, before it that of its door; else the public frame's."""
    if not _is_at_desk(request) or not hasattr(request, "user"):
        return {}
    if not admin.site.has_permission(request):
        return {"error_page": "admin/gate/error_page.html"}
    frame = {"error_page": "admin/error_page.html", "form_url": _form_url(request)}
    return admin.site.each_context(request) | frame


def _form_url(request):
    """Where what was posted is typed, and where the browser puts its copy back; "" for the rest."""
    match = request.resolver_match
    is_form = match is not None and (match.url_name or "").endswith(("_add", "_change"))
    return request.get_full_path() if is_form and request.method == "POST" else ""


def _is_at_desk(request):
    return request.path_info.startswith(reverse("admin:index"))


def forbidden(request, exception):
    """Who may not: at the desk with the names of those who could change that."""
    frame = _frame(request)
    if "has_permission" in frame:
        frame["chiefs"] = _chiefs_of(request.user)
    return render(request, "403.html", frame, status=403)


def _chiefs_of(user):
    home = access.home_region(user)
    if home is None:
        return []
    rows = Membership.objects.filter(role__in=access.MANAGERS, region__adcode__in=home.lineage())
    rows = rows.filter(user__is_active=True, user__is_staff=True).exclude(user=user)
    grants = rows.select_related("user").order_by("-region__adcode", "user__username")
    return list(dict.fromkeys(person_name(grant.user) for grant in grants[:MOST_CHIEFS]))


def _form_of_the_desk(request, match, notice, status):
    """None for an address that only takes posts."""
    messages.warning(request, notice)
    request.method, request.POST = "GET", QueryDict()
    response = match.func(request, *match.args, **match.kwargs)
    if response.status_code != 200:
        return None
    if hasattr(response, "render"):
        response.render()
    response.status_code = status
    return response


def page_not_found(request, exception):
    """The 404 page inside the frame of the site whose address it is, where there is one."""
    if is_asked_of_api(request):
        return missing()
    if frame := _frame(request):
        return render(request, "404.html", frame, status=404)
    if getattr(request, "site", None) is None:
        slug = request.path.split("/")[1]
        request.site = Site.objects.live().with_ancestors().filter(slug=slug).first()
    return render(request, "404.html", status=404)


def bad_request(request, exception):
    """What was not understood, or was too large to be read: then the page names the limits.

    Django's own view asks the body for a CSRF token, which fails where the body is what is wrong.
    """
    if is_asked_of_api(request):
        return not_understood()
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent)):
        limits = {
            "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        }
        return render(request, "400.html", limits | _frame(request), status=400)
    if not isinstance(exception, RequestDataTooBig):
        frame = _frame(request)
        return render(request if frame else None, "400.html", frame, status=400)
    limits = {
        "request_mb": MAX_REQUEST_BYTES // MB,
        "text_mb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB,
        "file_mb": MAX_BYTES // MB,
        "public_kb": settings.PUBLIC_FORM_BYTES // 1024,
    }
    return render(request, "413.html", limits | _frame(request), status=413)


def server_error(request):
    """A mistake of ours; or something that passes: 503, and when to come again.

    A form of the desk comes back where its page can be drawn; the other pages ask the database for
    nothing.
    """
    outage = outage_of(sys.exc_info()[1])
    if not outage:
        desk = reverse("admin:index") if _is_at_desk(request) else ""
        return render(None, "500.html", {"desk": desk}, status=500)
    response = _desk_form_back(request, outage) or _unavailable(request, outage)
    response.headers["Retry-After"] = RETRY_SECONDS[outage]
    response.headers["Cache-Control"] = "no-store"
    return response


def _desk_form_back(request, outage):
    match = request.resolver_match
    is_form = request.method == "POST" and match is not None and match.app_name == "admin"
    if not is_form or outage in (AWAY, LOCKED):
        return None
    with suppress(DatabaseError, InterfaceError):
        if request.user.is_staff:
            return _form_of_the_desk(request, match, NOT_SAVED[outage], 503)
    return None


def _unavailable(request, outage):
    if is_asked_of_api(request):
        return JsonResponse({"detail": "现在太忙或正在维护，请稍后再试。"}, status=503)
    if request.path_info == UPLOAD:  # the way to its view is cut off where the account is read
        return refuse_upload(NOT_UPLOADED[outage], 503)
    site = SHOWN.get(request.path_info.split("/")[1])
    context = {
        "is_away": outage == AWAY,
        "is_locked": outage == LOCKED,
        "desk": reverse("admin:index") if _is_at_desk(request) else "",
        "site": site,
        "sites": [site] if site else [*SHOWN.values()][:MOST_TELEPHONES],
        "kept": _kept_words(request),
        "wait_seconds": RETRY_SECONDS[outage],
    }
    return render(None, "503.html", context, status=503)


def _kept_words(request):
    """(name, label, value) of an enquiry that could not be stored, to be sent again as it is.

    Only of a form that is known to be ours: a foreign page's words are never handed on.
    """
    match = request.resolver_match
    is_enquiry = match is not None and match.url_name in CONSULT_VIEWS
    is_ours = getattr(request, "csrf_processing_done", False)
    if request.method != "POST" or not (is_enquiry and is_ours):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, LABELS.get(name, "") if value else "", value) for name, value in sent]
