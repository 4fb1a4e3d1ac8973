"""The course of an enquiry on its visitor's page, asked for again while the page is open."""

from django.http import HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leads import tokens
from leads.browsers import csrf_secret
from leads.models import Lead
from leads.rendering import sections_of, thread_mark, thread_words
from leads.visitor_timeline import told_with

STOP_ASKING = 286  # what htmx takes for the end


@require_safe
@never_cache
def lead_watch(request, site):
    """304 while nothing is new, else the course anew; the ticket of the page is its proof.

    Ticket and mark come in headers, out of addresses and logs. Asking prolongs nothing: when the
    ticket has run out, the page stops asking and says so.
    """
    if not request.htmx:
        return redirect("lead_status", site.slug)
    ticket = request.headers.get("X-Ticket", "")
    reference, *_ = tokens.read_ticket(ticket, csrf_secret(request)) or ("",)
    leads = Lead.objects.unerased().filter(site=site, reference=reference)
    mark = thread_mark(leads.values("pk")[:1]) if reference else ""
    if mark and request.headers.get("If-None-Match") == f'"{mark}"':
        response = HttpResponseNotModified()
    elif lead := mark and told_with(leads).first():
        context = thread_words(lead, sections_of(lead))
        context |= {"ticket": ticket, "mark": mark, "is_new": True}
        response = render(request, "leads/_thread_news.html", context)
    else:
        response = render(request, "leads/_thread_over.html", status=STOP_ASKING)
        response["HX-Reswap"] = "beforebegin"
    response["ETag"] = f'"{mark}"'
    return response
