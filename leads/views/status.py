"""How an enquiry stands, for the visitor who knows its reference and the last four digits."""

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.client_ip import client_ip, client_network
from leads import actions, tokens
from leads.forms import QuestionForm, StatusForm
from leads.models import Contact, Lead, Throttle
from leads.references import normalise_reference
from leads.rendering import progress_page, status_page

MAX_LOOKUPS_PER_NETWORK = 60  # an hour
MAX_QUESTIONS = 20  # an hour, for one enquiry
MAX_LOOKUPS_PER_REFERENCE = 20  # an hour: 20 of 10,000 possible digits


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lead_status(request, site):
    """Look up by reference and last four digits; then read, ask again or close.

    A POST answers with the page itself instead of a redirect: the proof stays in hidden fields, out
    of addresses, histories and logs. Every step is safe to repeat.
    """
    if request.method != "POST":
        reference = normalise_reference(request.GET.get("reference", ""))
        initial = {"reference": reference, "mail": request.GET.get("mail", "")}
        return status_page(request, StatusForm(initial=initial))
    if request.POST.get("step", "") in {"ask", "close"}:
        return _status_step(request, site)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return status_page(request, form, status=400)
    if _is_throttled(request, form.cleaned_data["reference"]):
        form.add_error(None, "查询次数太多，请过一小时再试，或直接打电话查询。")
        return status_page(request, form, status=429)
    lead = Lead.objects.filter(site=site, reference=form.cleaned_data["reference"]).first()
    proof = (lead.proof if lead else "") or "\0"
    if constant_time_compare(proof, form.cleaned_data["proof"]):
        if tokens.is_mailbox_key(lead.reference, lead.email, form.cleaned_data["mail"]):
            Contact.objects.confirm(lead.email, now=timezone.now())
        return progress_page(request, lead)
    form.add_error(None, "没有找到。请核对查询编号和手机号后 4 位，两样都对才能看到。")
    return status_page(request, form, status=400)


def _is_throttled(request, reference):
    now, network = timezone.now(), client_network(client_ip(request))
    hits = Throttle.objects.hit
    return hits("lookup", network, now) > MAX_LOOKUPS_PER_NETWORK or (
        reference and hits("lookup-reference", reference, now) > MAX_LOOKUPS_PER_REFERENCE
    )


def _status_step(request, site):
    """Ask again or close, proven by the ticket of the page before."""
    reference, nonce = tokens.read_ticket(request.POST.get("ticket", "")) or ("", "")
    try:
        lead = Lead.objects.unerased().get(site=site, reference=reference)
        return _take_step(request, lead, nonce)
    except Lead.DoesNotExist:  # also when it is erased between the look and the step
        form = StatusForm(initial={"reference": reference})
        notice = "超过 30 分钟没有操作，请重新查询。"
        return status_page(
            request, form, notice=notice, kept=request.POST.get("body", ""), status=400
        )


def _take_step(request, lead, nonce):
    if request.POST["step"] == "close":
        return progress_page(request, actions.close_by_visitor(lead=lead), done="已办结，感谢您。")
    question = QuestionForm(request.POST)
    if Throttle.objects.hit("ask", lead.reference, timezone.now()) > MAX_QUESTIONS:
        question.add_error(None, "追问太频繁，请过一小时再试，或直接打电话。")
    if not question.is_valid():
        return progress_page(request, lead, question=question, status=400)
    lead = actions.ask_again(lead=lead, body=question.cleaned_data["body"], nonce=nonce)
    return progress_page(request, lead, done="已收到您的追问，我们会尽快答复。")
