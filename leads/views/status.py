"""How an enquiry stands, for the visitor who has its reference and shows that it is theirs."""

from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.client_ip import client_ip, client_network
from leads import actions, tokens
from leads.browsers import csrf_secret
from leads.forms import QuestionForm, StatusForm
from leads.models import Contact, Lead, Throttle
from leads.proofs import Proof, proven_by
from leads.references import normalise_reference
from leads.rendering import progress_page, status_page

MAX_LOOKUPS_PER_NETWORK = 60  # an hour
MAX_QUESTIONS = 20  # an hour, for one enquiry
MAX_LOOKUPS_PER_REFERENCE = 20  # an hour: 20 of the 10,000 numbers that a mask leaves open
NOT_FOUND = "没有找到。请核对查询编号，以及查询口令或手机号，两样都对才能看到。"
TOO_MANY = "查询次数太多，请填回执或提醒邮件里的查询口令，或过一小时再试，或直接打电话查询。"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lead_status(request, site):
    """Look up by reference and proof; then read, ask again or close.

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
    return _look_up(request, site, form)


def _look_up(request, site, form):
    """The code passes always: a stranger who guesses at an enquiry shuts nobody out of it."""
    reference, typed = form.cleaned_data["reference"], form.cleaned_data["proof"]
    leads = Lead.objects.unerased().select_related("submission")
    lead = leads.filter(site=site, reference=reference).first()
    # As much work for a reference that does not exist.
    proof = proven_by(lead or Lead(reference=reference), typed, timezone.now())
    proof = proof if lead else None
    if proof != Proof.CODE and _is_throttled(request, lead, reference):
        form.add_error(None, TOO_MANY)
        return status_page(request, form, status=429)
    if proof:
        if tokens.is_mailbox_key(lead.reference, lead.email, form.cleaned_data["mail"]):
            Contact.objects.confirm(lead.email, now=timezone.now())
        return progress_page(request, lead, proof=proof)
    form.add_error(None, NOT_FOUND)
    return status_page(request, form, status=400)


def _is_throttled(request, lead, reference):
    """A stranger who guesses does not shut out an owner who has but the number.

    Where the enquiry came from, what is tried past the limit counts for itself, as with logins.
    """
    now, network = timezone.now(), client_network(client_ip(request))
    hits = Throttle.objects.hit
    if hits("lookup", network, now) > MAX_LOOKUPS_PER_NETWORK:
        return True
    if not reference or hits("lookup-reference", reference, now) <= MAX_LOOKUPS_PER_REFERENCE:
        return False
    at_home = f"{reference} {network}"
    return not _came_from(lead, network) or (
        hits("lookup-reference", at_home, now) > MAX_LOOKUPS_PER_REFERENCE
    )


def _came_from(lead, network):
    source = getattr(getattr(lead, "submission", None), "ip", None)
    return bool(source) and client_network(source) == network


def _status_step(request, site):
    """Ask again or close, proven by the ticket that the page before gave this browser."""
    ticket = tokens.read_ticket(request.POST.get("ticket", ""), csrf_secret(request))
    reference, nonce, proof = ticket or ("", "", "")
    try:
        lead = Lead.objects.unerased().get(site=site, reference=reference)
        return _take_step(request, lead, nonce, proof)
    except Lead.DoesNotExist:  # also when it is erased between the look and the step
        form = StatusForm(initial={"reference": reference})
        notice = "超过 30 分钟没有操作，请重新查询。"
        return status_page(
            request, form, notice=notice, kept=request.POST.get("body", ""), status=400
        )


def _take_step(request, lead, nonce, proof):
    if request.POST["step"] == "close":
        lead = actions.close_by_visitor(lead=lead, proof=proof)
        return progress_page(request, lead, proof=proof, done="已办结，感谢您。")
    question = QuestionForm(request.POST)
    if Throttle.objects.hit("ask", lead.reference, timezone.now()) > MAX_QUESTIONS:
        question.add_error(None, "追问太频繁，请过一小时再试，或直接打电话。")
    if not question.is_valid():
        return progress_page(request, lead, proof=proof, question=question, status=400)
    body = question.cleaned_data["body"]
    lead = actions.ask_again(lead=lead, body=body, nonce=nonce, proof=proof)
    return progress_page(request, lead, proof=proof, done="已收到您的追问，我们会尽快答复。")
