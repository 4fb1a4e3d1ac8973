"""我的数据: what is kept, taken along, withdrawn and erased by the visitor himself.

Reached from the page of progress alone, by the ticket that it gave this browser; every page gives
the next one. Whoever showed but the last four digits of a number (old receipts) sees no more here
than on the page of progress: the rest takes the whole number or address.
"""

import json

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from leads import tokens
from leads.models import Lead, Throttle
from leads.proofs import Proof
from privacy.actions import erase_on_request
from privacy.kept_data import as_document
from privacy.models import ErasureRequest
from privacy.own_data import data_page

RECEIPT = signing.TimestampSigner(salt="privacy.erased")
MAX_COPIES = 20  # an hour, of one enquiry
TOO_MANY = "一小时内取得太多次，请过一会儿再来。"
TOO_WEAK = "手机号后 4 位只能看进度。要导出或删除，请用完整的手机号或邮箱重新查询。"
NOT_SURE = "请先勾选“我知道删了找不回来”。"


@require_POST
def own_data(request, lead, nonce, proof):
    return data_page(request, lead, proof)


def _refusal(request, lead, proof):
    """A page instead of the step: of a proof too weak, or of a step taken too often."""
    if proof == Proof.TAIL:
        return data_page(request, lead, proof, notice=TOO_WEAK, status=403)
    if Throttle.objects.hit("own-data", lead.reference, timezone.now()) > MAX_COPIES:
        return data_page(request, lead, proof, notice=TOO_MANY, status=429)
    return None


@require_POST
def copy_page(request, lead, nonce, proof):
    """All of it, to read and to print."""
    return _refusal(request, lead, proof) or data_page(
        request, lead, proof, template="own_data_copy"
    )


@require_POST
def copy_file(request, lead, nonce, proof):
    """All of it, for programs."""
    if refusal := _refusal(request, lead, proof):
        return refusal
    lead = Lead.objects.select_related("topic", "submission", "site__region").get(pk=lead.pk)
    words = json.dumps(as_document(lead, timezone.now()), ensure_ascii=False, indent=2)
    response = HttpResponse(words, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{lead.reference}.json"'
    return response


@require_POST
def erase_asked(request, lead, nonce, proof):
    """What goes, stays and stops, before anything is done."""
    if proof == Proof.TAIL:
        return data_page(request, lead, proof, notice=TOO_WEAK, status=403)
    return data_page(request, lead, proof, template="own_data_erase")


@require_POST
def erase_done(request, lead, nonce, proof):
    if proof == Proof.TAIL:
        return data_page(request, lead, proof, notice=TOO_WEAK, status=403)
    if request.POST.get("sure") != "on":
        words = {"template": "own_data_erase", "notice": NOT_SURE, "status": 400}
        return data_page(request, lead, proof, **words)
    now = timezone.now()
    if not erase_on_request(lead=lead, way=ErasureRequest.Way.PAGE, proof=proof, now=now):
        raise Lead.DoesNotExist  # erased between the look and the step
    receipt = RECEIPT.sign_object([lead.reference, now.isoformat()])
    return redirect(f"{reverse('data_erased', args=[request.site.slug])}?receipt={receipt}")


@require_safe
@never_cache
def data_erased(request, site):
    """Says that it is done, for half an hour; without its receipt there is nothing to say."""
    try:
        max_age = tokens.TICKET_LIVES
        receipt = RECEIPT.unsign_object(request.GET.get("receipt", ""), max_age=max_age)
    except signing.BadSignature:
        return redirect("lead_status", site.slug)
    reference, moment = receipt
    context = {
        "reference": reference,
        "erased_at": parse_datetime(moment),
        "crumbs": [
            {"label": "问专员", "url": reverse("consult", args=[site.slug])},
            {"label": "已删除", "url": ""},
        ],
    }
    return render(request, "privacy/data_erased.html", context)


STEPS = {
    "data": own_data,
    "data-copy": copy_page,
    "data-file": copy_file,
    "data-leave": erase_asked,
    "data-erase": erase_done,
}
