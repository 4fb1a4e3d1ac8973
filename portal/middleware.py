"""Headers that every reply carries, static files and errors included; staff sessions."""

import logging
from functools import partial

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.cache import has_vary_header, patch_vary_headers

from core.client_ip import is_proxy_uncounted
from core.statement_limits import staff_limits
from portal.site_choice import chosen_site
from portal.views.health import healthz, readyz

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)
HEALTH = {"/healthz": healthz, "/readyz": readyz}
FROM_HTMX = ("HX-Boosted", "HX-History-Restore-Request")
STAFF_AREA = ("/admin/", "/editor/")
LOGIN = reverse_lazy("admin:login")
NO_WORK = (LOGIN, reverse_lazy("desk_clocks"))
# Nothing larger is taken of somebody who has not signed in; what is read is smaller
# (settings.PUBLIC_FORM_BYTES).
PUBLIC_BODY_BYTES = 5 * 1024 * 1024


UNCOUNTED = (
    "网站还没有设置好，暂时打不开。请转告管理员：前面有反向代理，而 PORTAL_PROXY_COUNT 是 0，"
    "访客的地址会全部算成一个。请把它设为代理的层数（一般是 1），再重启网站。\n"
)
logger = logging.getLogger(__name__)


def security_headers(get_response):
    """Permissions-Policy and CORP, which Django does not set itself."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def refuse_uncounted_proxies(get_response):
    """Limits and lock-outs would count all visitors as one: better nobody than the wrong one.

    A stranger who makes up the header is refused alone.
    """

    def middleware(request):
        if is_proxy_uncounted(request):
            logger.error("a forwarded header arrived while PORTAL_PROXY_COUNT is 0")
            return HttpResponse(UNCOUNTED, status=503, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def answer_health_checks(get_response):
    """Before anything looks at the Host: probes of a machine or a balancer ask by its address.

    These replies hold no address of ours, so a made-up Host does nothing to them.
    """

    def middleware(request):
        check = HEALTH.get(request.path_info, get_response)
        return check(request)

    return middleware


def vary_pages(get_response):
    """Pages look as the reader's display cookie says, parts of them as htmx asks for them.

    A shared cache must not mix them up: what is drawn for htmx at all depends on all it says.
    """

    def middleware(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        if has_vary_header(response, "HX-Request"):
            patch_vary_headers(response, FROM_HTMX)
        return response

    return middleware


def prolong_staff_sessions(get_response):
    """Work in the staff area starts the session's 30 minutes anew.

    The login is no work: pages ask it whether the session lasts (static/admin/js/desk-session.js);
    nor are the clocks, which a page left open asks for every minute.
    SESSION_SAVE_EVERY_REQUEST would do so everywhere: public pages, cached by whoever stands
    between, would carry a member's session cookie, and any made-up cookie would store a row.
    """

    def middleware(request):
        is_work = request.path_info.startswith(STAFF_AREA) and request.path_info not in NO_WORK
        if is_work and request.user.is_authenticated:
            request.session.modified = True
        return get_response(request)

    return middleware


def follow_site_choice(get_response):
    """Lists ask which site is in focus (regions.site_focus); told when they ask, of staff alone."""

    def middleware(request):
        if request.path_info.startswith(STAFF_AREA):
            request.site_focus = partial(chosen_site, request)
        return get_response(request)

    return middleware


def give_staff_time(get_response):
    """Lists of staff may take longer than a reader's page."""

    def middleware(request):
        if request.path_info.startswith(STAFF_AREA) and request.user.is_authenticated:
            with staff_limits():
                return get_response(request)
        return get_response(request)

    return middleware


def read_forms_as_utf8(get_response):
    """What is sent is UTF-8 whatever charset a client names: our pages are, and so answers them.

    Django believes the name. It then refuses the form, or reads other words than were written; and
    as every reader of the body fails alike, the page that says so failed as well.
    """

    def middleware(request):
        if request.encoding:
            request.encoding = "utf-8"
        return get_response(request)

    return middleware


def refuse_large_bodies(get_response):
    """Large bodies are for staff: a stranger's is refused by its declared length, unread.

    A form of the desk whose session has ended leads to the login, as a small one does.
    """

    def middleware(request):
        length = _declared_length(request)
        if length <= settings.PUBLIC_FORM_BYTES:
            return get_response(request)
        is_staff_area = request.path_info.startswith(STAFF_AREA)
        if is_staff_area and request.user.is_authenticated:
            return get_response(request)
        if length <= PUBLIC_BODY_BYTES and is_staff_area and request.path_info != LOGIN:
            return redirect_to_login(request.get_full_path())
        raise RequestDataTooBig("A visitor's body is larger than PUBLIC_FORM_BYTES.")

    return middleware


def _declared_length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
