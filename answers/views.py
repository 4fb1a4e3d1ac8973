"""Passages while a question is typed, and the tap that says they were enough."""

from django.db import DatabaseError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from answers.models import AnswerCount
from answers.passages import passages_for
from core.client_ip import client_ip, client_network
from leads.models import Throttle, Topic

MAX_SOLVED = 20  # an hour, from one network


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_list(request, site):
    """The box for what htmx posts while it is typed: no word of it stands in an address.

    Whoever opens the address is led to the form, with what stood in the address.
    """
    if request.method != "POST":
        asked = {name: request.GET.get(name, "") for name in ("topic", "message")}
        query = urlencode(asked | {"look": 1})
        return redirect(f"{reverse('consult', args=[site.slug])}?{query}")
    topic, text = request.POST.get("topic", ""), request.POST.get("message", "")
    context = {"passages": passages_for(site, topic, text)}
    return render(request, "answers/answer_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_solved(request, site):
    """Counts one answer that was enough: a number a day and topic, nothing of who pressed."""
    if request.method == "POST":
        _count(request, site)
        return redirect("answer_solved", site.slug)
    context = {
        "crumbs": [
            {"label": "在线咨询", "url": reverse("consult", args=[site.slug])},
            {"label": "解决了", "url": ""},
        ]
    }
    return render(request, "answers/answer_solved.html", context)


def _count(request, site):
    now, network = timezone.now(), client_network(client_ip(request))
    if not request.POST.get("answers_shown"):
        return
    try:
        with transaction.atomic():
            if Throttle.objects.hit("solved", f"{site.pk} {network}", now) <= MAX_SOLVED:
                AnswerCount.objects.count(site, _topic(request), "solved", now)
    except DatabaseError:
        return  # who is content is thanked all the same


def _topic(request):
    """One that there is: no table grows by made-up names."""
    slug = Topic.objects.present_slug(request.POST.get("topic", ""))
    return Topic.objects.filter(slug=slug).values_list("slug", flat=True).first() or ""
