"""Counts what readers look at, wherever the page came from: drawn, or kept in memory."""

import atexit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from core.reader_looks import is_reader
from core.shown_objects import Act
from reporting.view_counts import HeldCounts

SENT = (200, 304)  # 304: who has the page looks at it once more
# What browsers post to the page they are on, when somebody follows its telephone (HTML, `ping`).
PING = "text/ping"


class ViewCounter:
    """Around the page memory. What it counted is written once the reader has his page."""

    def __init__(self, get_response):
        if not settings.VIEW_COUNT_SECONDS:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self.held = HeldCounts(settings.VIEW_COUNT_SECONDS)
        atexit.register(self.held.write)

    def __call__(self, request):
        if request.META.get("CONTENT_TYPE") == PING:
            return self._called(request)
        response = self._get_response(request)
        shown = getattr(response, "shown", ())
        if shown and _is_look(request, response):
            self.held.add(shown)
        if self.held.is_due():
            response._resource_closers.append(self.held.write)
        return response

    def _called(self, request):
        """The page itself says what it shows; its mark names no visitor and asks for no form."""
        answer = HttpResponse(status=204)
        if _is_call(request.META):
            environ = request.META | {"REQUEST_METHOD": "GET", "QUERY_STRING": ""}
            page = self._get_response(type(request)(environ))
            if page.status_code == SENT[0]:
                shown = getattr(page, "shown", ())
                self.held.add((Act.CALLED.value, *rest) for act, *rest in shown if act == Act.SEEN)
            answer._resource_closers += page._resource_closers
        return answer


def _is_look(request, response):
    """A whole page for a reader; not what htmx puts into a page that was counted, no preview."""
    environ = request.META
    return (
        environ["REQUEST_METHOD"] == "GET"
        and response.status_code in SENT
        and "HTTP_HX_REQUEST" not in environ
        and not getattr(request, "is_preview", False)
        and is_reader(environ)
    )


def _is_call(environ):
    """Other sites' pages send no Ping-From (HTML, hyperlink auditing)."""
    is_own = environ["REQUEST_METHOD"] == "POST" and environ.get("HTTP_PING_FROM")
    return is_own and environ.get("HTTP_PING_TO", "").startswith("tel:") and is_reader(environ)
