"""How an enquiry stands, for the visitor who has its reference and shows that it is theirs."""

import datetime

from django.http import Http404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.client_ip import client_ip, client_network
from core.phones import is_phone, normalise_phone
from leads import actions, extensions, tokens
from leads.browsers import csrf_secret
from leads.forms import QuestionForm, StatusForm
from leads.models import Contact, Lead, Throttle
from leads.proofs import Proof, proven_by
from leads.references import normalise_reference
from leads.rendering import progress_page, status_page
from leads.views.answer_files import answer_file_response

MAX_LOOKUPS_PER_NETWORK = 60  # an hour
MAX_WRONG_NUMBERS = 10  # a day, from elsewhere: the desk's mask leaves 10,000 open
OWN_STEPS = frozenset({"ask", "close", "file", "progress"})
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
MAX_QUESTIONS = 20  # an hour, for one enquiry
MAX_LOOKUPS_PER_REFERENCE = 20  # an hour: 20 of the 10,000 numbers that a mask leaves open
NOT_FOUND = "没有找到。请核对查询编号，以及查询口令或手机号，两样都对才能看到。"
TOO_MANY = "查询次数太多，请填回执或提醒邮件里的查询口令，或过一小时再试，或直接打电话查询。"
TOO_MANY_NUMBERS = (
    "这个编号今天试过的电话太多，请填回执或提醒邮件里的查询口令，或明天再试，或直接打电话查询。"
)
FOUND_BY_NUMBER = "有人在进度查询页凭完整电话查到了这条咨询（{place}）。"
NUMBERS_TRIED = (
    f"有人在进度查询页试电话号码，一天内不对的超过 {MAX_WRONG_NUMBERS} 次（与提交时的网络不同），"
    "暂时只能凭查询口令或在提交时的网络上查询。"
)


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
    if request.POST.get("step", "") in {*OWN_STEPS, *extensions.steps()}:
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
    now, network = timezone.now(), client_network(client_ip(request))
    # As much work for a reference that does not exist.
    proof = proven_by(lead or Lead(reference=reference), typed, now)
    proof = proof if lead else None
    is_at_home = _came_from(lead, network)
    if proof != Proof.CODE:
        is_guess = bool(reference) and is_phone(normalise_phone(typed)) and not is_at_home
        refusal = TOO_MANY if _is_throttled(network, reference, is_at_home, now) else ""
        if not refusal and is_guess:
            refusal = _refusal_of_number(lead, reference, proof, now)
        if refusal:
            form.add_error(None, refusal)
            return status_page(request, form, status=429)
    if proof == Proof.PHONE:
        place = "与提交时同一网络" if is_at_home else "与提交时的网络不同"
        actions.note_lookup(lead=lead, words=FOUND_BY_NUMBER.format(place=place), now=now)
    if proof:
        if tokens.is_mailbox_key(lead.reference, lead.email, form.cleaned_data["mail"]):
            Contact.objects.confirm(lead.email, now=now)
        return progress_page(request, lead, proof=proof)
    form.add_error(None, NOT_FOUND)
    return status_page(request, form, status=400)


def _is_throttled(network, reference, is_at_home, now):
    """A stranger who guesses does not shut out an owner who has but the number.

    Where the enquiry came from, what is tried past the limit counts for itself, as with logins.
    """
    hits = Throttle.objects.hit_sliding
    if hits("lookup", network, now) > MAX_LOOKUPS_PER_NETWORK:
        return True
    if not reference or hits("lookup-reference", reference, now) <= MAX_LOOKUPS_PER_REFERENCE:
        return False
    at_home = f"{reference} {network}"
    return not is_at_home or hits("lookup-reference", at_home, now) > MAX_LOOKUPS_PER_REFERENCE


def _refusal_of_number(lead, reference, proof, now):
    """Of whole numbers typed elsewhere: past the day's wrong ones the right one opens nothing.

    Counted before it is looked at, so that of many at once none slips through.
    """
    mark = ("lookup-number", reference, now)
    if Throttle.objects.hit_sliding(*mark, window=DAY, part=HOUR) > MAX_WRONG_NUMBERS:
        if lead:
            actions.note_lookup(lead=lead, words=NUMBERS_TRIED, now=now)
        return TOO_MANY_NUMBERS
    if proof:
        Throttle.objects.take_back(*mark, part=HOUR)
    return ""


def _came_from(lead, network):
    source = getattr(getattr(lead, "submission", None), "ip", None)
    return bool(source) and client_network(source) == network


def _file_of(lead, number):
    """Of an answer that the visitor can read; the ticket has shown that the enquiry is theirs."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 16
    files = lead.answer_files.filter(message__is_visible=True)
    row = files.filter(pk=number).first() if is_number else None
    if row is None:
        raise Http404("没有这个文件")
    return answer_file_response(row)


def _status_step(request, site):
    """Ask again, close, fetch a file: proven by the ticket that the page before gave."""
    ticket = tokens.read_ticket(request.POST.get("ticket", ""), csrf_secret(request))
    reference, nonce, proof = ticket or ("", "", "")
    try:
        lead = Lead.objects.unerased().get(site=site, reference=reference)
        return _take_step(request, lead, nonce, proof)
    except Lead.DoesNotExist:  # also when it is erased between the look and the step
        form = StatusForm(initial={"reference": reference})
        notice = "超过 30 分钟没有操作，请重新查询。"
        return status_page(request, form, notice=notice, is_kept=True, status=400)


def _take_step(request, lead, nonce, proof):
    if request.POST["step"] == "progress":  # back from a page of a room above
        return progress_page(request, lead, proof=proof)
    if request.POST["step"] == "file":
        return _file_of(lead, request.POST.get("file", ""))
    if view := extensions.steps().get(request.POST["step"]):
        return view(request, lead, nonce, proof)
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
