"""The investor's side of a visit: a time is chosen or declined, what was agreed on is taken along.

Reached from the page of progress alone, by the ticket that it gave this browser.
"""

from django.urls import reverse
from django.views.decorators.http import require_POST

from leads.rendering import progress_page
from parks.datasheet.pdf import SheetBusy
from parks.shortlists import is_number
from visits import actions
from visits.forms import DeclineForm
from visits.models import Visit
from visits.visit_files import BUSY, calendar_reply, itinerary_reply

State = Visit.State
GONE = "时间刚刚有变动，请看下面现在的安排。"
CHOSEN = "已选定，我们会收到通知。行程单和日历文件在下面下载。"
DECLINED = "已告诉我们，会尽快给您新的时间。"


@require_POST
def choose(request, lead, nonce, proof):
    slot = request.POST.get("slot", "")
    if not is_number(slot):
        notice = "请先选一个时间。"
        return progress_page(request, lead, proof=proof, notice=notice, status=400)
    try:
        actions.choose_slot(lead=lead, slot=int(slot), proof=proof)
    except actions.VisitChanged:
        return _gone(request, lead, proof)
    return progress_page(request, lead, proof=proof, done=CHOSEN)


@require_POST
def decline(request, lead, nonce, proof):
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return progress_page(request, lead, proof=proof, refused=form, status=400)
    words = form.cleaned_data["visit_words"]
    try:
        actions.decline_slots(lead=lead, words=words, nonce=nonce, proof=proof)
    except actions.VisitChanged:
        return _gone(request, lead, proof)
    return progress_page(request, lead, proof=proof, done=DECLINED)


@require_POST
def itinerary(request, lead, nonce, proof):
    """As it is agreed on at this moment."""
    visit = _latest(lead, State.AGREED, State.DONE)
    if visit is None:
        return _gone(request, lead, proof)
    try:
        return itinerary_reply(visit, request.site)
    except SheetBusy:
        return progress_page(request, lead, proof=proof, notice=BUSY, status=503)


@require_POST
def calendar(request, lead, nonce, proof):
    """As it is agreed on or called off: a newer file takes the older out of calendars."""
    visit = _latest(lead, *State)
    if visit is None:
        return _gone(request, lead, proof)
    path = f"{reverse('lead_status', args=[request.site.slug])}?reference={lead.reference}"
    return calendar_reply(visit, request.site, path=path)


def _latest(lead, *states):
    visit = lead.visits.dated().filter(state__in=states).order_by("-pk").first()
    if visit is not None:
        visit.lead = lead
    return visit


def _gone(request, lead, proof):
    return progress_page(request, lead, proof=proof, notice=GONE, status=409)


STEPS = {
    "visit-choose": choose,
    "visit-decline": decline,
    "visit-pdf": itinerary,
    "visit-ics": calendar,
}
