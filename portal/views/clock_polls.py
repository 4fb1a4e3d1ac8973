"""The clocks of a page, as they stand now: asked again every minute, drawn by the server."""

from django import forms
from django.contrib import admin
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from leads.admin.clocks import clock_of
from leads.models import Lead

MOST = 50


class ClockForm(forms.Form):
    """`lead` once for each enquiry whose clock the page shows."""

    lead = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data):
        super().__init__(data)
        sent = data.getlist("lead")[:MOST]
        known = [text for text in sent if text.isascii() and text.isdigit() and len(text) < 19]
        self.fields["lead"].choices = [(text, text) for text in known]


@require_safe
def desk_clocks(request):
    """Of enquiries that this account may see; looking is no work and prolongs no session."""
    form = ClockForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest("没有说是哪几条咨询。")
    now = timezone.now()
    desk = admin.site.get_model_admin(Lead)
    if not desk.has_view_permission(request):
        leads = []
    else:
        leads = desk.get_queryset(request).filter(pk__in=form.cleaned_data["lead"])
    clocks = [(lead.pk, clock_of(lead, now)) for lead in leads]
    return render(request, "admin/clocks.html", {"clocks": clocks})
