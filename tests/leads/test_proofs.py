"""What opens an enquiry: nothing that the office shows."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leads.models import Lead, Message, StageChange
from leads.notifications.mails import compose
from leads.proofs import CODE_SHOWN_FOR, TAIL_OPENS_FOR, Proof, code_of, proven_by
from leads.references import ALPHABET, new_reference
from leads.retention import erase
from tests.leads.factories import LeadFactory, MailFactory

NOW = timezone.now()
REFERENCE = "7K3Q-9XMD-PT4V"
INBOX = reverse("admin:leads_lead_changelist")


@pytest.fixture
def look_up(site):
    """look_up(reference, proof) as somebody who knows nothing else, in a browser of their own."""

    def post(reference, proof, browser=None, **extra):
        address = reverse("lead_status", args=[site.slug])
        return (browser or Client()).post(
            address, {"reference": reference, "proof": proof}, **extra
        )

    return post


def shown_to(client, lead):
    """All that a desk's list and page say of a lead."""
    page = reverse("admin:leads_lead_change", args=[lead.pk])
    return client.get(INBOX).text + client.get(page).text


def words_that_look_like_proofs(html, lead):
    """Everything on the desk that could be typed into the second field of the lookup."""
    return {*re.findall(r"[\w@.*-]{4,40}", html), lead.reference, lead.contact_name}


# ---- The attack ----


@pytest.mark.parametrize(
    "contact",
    [
        {"phone": "13800001234"},
        {"phone": "0979-8412345"},
        {"phone": "", "email": "zhao.li@example.com"},
    ],
)
@pytest.mark.parametrize("has_code", [True, False])
def test_nothing_that_an_auditor_reads_opens_the_enquiry(client, staff, site, contact, has_code):
    """Whatever stands on the desk, typed as a proof; the tail of an old receipt is not there."""
    lead = LeadFactory(site=site, has_code=has_code, **contact)
    client.force_login(staff("auditor", site.region))
    words = words_that_look_like_proofs(shown_to(client, lead), lead)
    tails = {word[-4:] for word in words} | {word[:4] for word in words}
    assert len(words) > 50
    assert [word for word in words | tails if proven_by(lead, word, NOW)] == []
    right = lead.phone or lead.email  # the control
    assert (proven_by(lead, right, NOW) is None, right in words) == (False, False)


def test_last_four_digits_close_nothing(look_up, lead):
    lead.stage, lead.first_reply_at = "answered", timezone.now()
    lead.save()
    page = look_up(lead.reference, "1234")
    assert (page.status_code, "ticket" in page.context) == (400, False)
    assert look_up(lead.reference, lead.phone).status_code == 200


# ---- What opens it ----


@pytest.mark.parametrize(
    ("typed", "proof"),
    [
        ("{code}", Proof.CODE),
        (" {code} ", Proof.CODE),
        ("{bare}", Proof.CODE),
        ("{lower}", Proof.CODE),
        ("{wide}", Proof.CODE),
        ("13800001234", Proof.PHONE),
        ("138 0000 1234", Proof.PHONE),
        ("+86 138-0000-1234", Proof.PHONE),
        ("１３８００００１２３４", Proof.PHONE),
        ("zhao.li@example.com", Proof.MAIL),
        ("ZHAO.LI＠Example.com", Proof.MAIL),
        ("1234", None),
        ("zhao", None),
        ("zhao.li@example.com", None),  # beside a phone
        ("13800001235", None),
        ("7K3Q-9XMD", None),
        (REFERENCE, None),
        ("", None),
        ("\0", None),
        ("-", None),
    ],
)
def test_code_number_or_address_as_people_type_them(typed, proof):
    phone = "" if proof == Proof.MAIL else "13800001234"
    lead = Lead(reference=REFERENCE, phone=phone, email="zhao.li@example.com")
    code = code_of(REFERENCE)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    words = {"code": code, "bare": code.replace("-", ""), "lower": code.lower(), "wide": wide}
    assert proven_by(lead, typed.format(**words), NOW) == proof


@pytest.mark.parametrize("typed", ["", "\0", "0", "@", "1234", " "])
def test_what_a_lead_does_not_have_opens_nothing(typed):
    assert proven_by(Lead(reference=REFERENCE), typed, NOW) is None


def test_extension_is_no_part_of_the_number():
    lead = Lead(reference=REFERENCE, phone="0979-8412345-801")
    typed = ("0979-8412345", "0979-8412345转801", "801", "8412345")
    assert [proven_by(lead, word, NOW) for word in typed] == [Proof.PHONE, Proof.PHONE, None, None]


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (89, True), (91, False)])
def test_tail_of_an_old_receipt_opens_for_a_term(site, look_up, days, is_open):
    received = timezone.now() - datetime.timedelta(days=days)
    lead = LeadFactory(site=site, has_code=False, received_at=received)
    assert datetime.timedelta(days=90) == TAIL_OPENS_FOR
    assert (look_up(lead.reference, "1234").status_code == 200) is is_open
    assert look_up(lead.reference, lead.phone).status_code == 200
    assert look_up(lead.reference, code_of(lead.reference)).status_code == 200


def test_erased_enquiry_is_opened_by_nothing(site, look_up, lead):
    code = code_of(lead.reference)
    erase(lead=lead, now=timezone.now())
    assert [look_up(lead.reference, typed).status_code for typed in (code, "13800001234")] == [
        400,
        400,
    ]


def test_enquiry_of_another_county_is_opened_by_nothing(look_up, other_site):
    lead = LeadFactory(site=other_site)
    assert look_up(lead.reference, code_of(lead.reference)).status_code == 400


# ---- The code ----


def test_codes_are_eight_plain_letters_each_its_own():
    codes = {code_of(new_reference()) for _ in range(500)}
    assert len(codes) == 500
    assert {c for code in codes for c in code} == {*ALPHABET, "-"}
    assert {len(code) for code in codes} == {9}


def test_code_printed_under_the_key_before_is_worth_the_same(settings):
    printed = code_of(REFERENCE)
    lead = Lead(reference=REFERENCE)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    assert (code_of(REFERENCE) == printed, proven_by(lead, printed, NOW)) == (False, Proof.CODE)
    settings.SECRET_KEY_FALLBACKS = []
    assert proven_by(lead, printed, NOW) is None


def test_receipt_shows_the_code_to_whoever_has_just_sent(send, client, look_up):
    address = send()["Location"]
    lead = Lead.objects.get()
    code = code_of(lead.reference)
    assert code in client.get(address).text
    assert look_up(lead.reference, code).status_code == 200
    # The next person at a public computer finds the address in its history.
    Lead.objects.update(received_at=lead.received_at - CODE_SHOWN_FOR)
    later = client.get(address).text
    assert (lead.reference in later, code in later) == (True, False)


@pytest.mark.parametrize("kind", ["receipt", "answered", "new_lead", "follow_up"])
def test_mails_to_the_visitor_carry_the_code_and_those_to_staff_do_not(lead, kind):
    body = compose(MailFactory(lead=lead, kind=kind)).body
    assert (code_of(lead.reference) in body) is (kind in {"receipt", "answered"})


def test_code_is_nowhere_on_the_desk(client, staff, site, lead):
    client.force_login(staff("manager", site.region))
    html = shown_to(client, lead)
    assert (lead.reference in html, code_of(lead.reference) in html) == (True, False)


# ---- Who guesses shuts nobody out ----


def test_owner_with_the_code_passes_while_a_stranger_guesses(look_up, lead):
    replies = [
        look_up(lead.reference, f"1380000{n:04}", REMOTE_ADDR=f"192.0.2.{n}") for n in range(30)
    ]
    # Ten of the day, and the one from where the enquiry came: that counts for itself.
    assert [reply.status_code for reply in replies] == [400] * 11 + [429] * 19
    assert look_up(lead.reference, lead.phone).status_code == 429
    assert look_up(lead.reference, code_of(lead.reference)).status_code == 200
    sentence = "请填回执或提醒邮件里的查询口令"
    assert sentence in replies[-1].text


def test_owner_with_but_the_number_passes_where_the_enquiry_came_from(
    client, enquiry, look_up, site
):
    """And may be wrong there as often as anybody: that is counted apart."""
    client.post(reverse("consult", args=[site.slug]), enquiry(), REMOTE_ADDR="198.51.100.7")
    lead = Lead.objects.get()
    for n in range(30):
        look_up(lead.reference, f"1380000{n:04}", REMOTE_ADDR=f"192.0.2.{n}")
    assert look_up(lead.reference, lead.phone, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert look_up(lead.reference, lead.phone, REMOTE_ADDR="198.51.100.7").status_code == 200
    at_home = [
        look_up(lead.reference, "13900001234", REMOTE_ADDR="198.51.100.7").status_code
        for _ in range(20)
    ]
    assert at_home == [400] * 19 + [429]  # the first was right


def test_owner_with_the_code_passes_from_a_network_that_is_stopped(look_up, lead):
    codes = {look_up(new_reference(), "1234").status_code for _ in range(61)}
    assert codes == {400, 429}
    assert look_up(lead.reference, code_of(lead.reference)).status_code == 200


def test_looking_with_the_code_uses_up_nothing(look_up, lead):
    code = code_of(lead.reference)
    assert {look_up(lead.reference, code).status_code for _ in range(70)} == {200}
    assert look_up(lead.reference, lead.phone).status_code == 200


# ---- How it was shown stands beside what was done ----


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("code", "访客（凭查询口令）"),
        ("phone", "访客（凭完整电话）"),
        ("tail", "访客（凭手机号后 4 位）"),
    ],
)
def test_story_says_how_the_visitor_showed_that_it_is_theirs(
    client, staff, site, look_up, typed, who
):
    lead = LeadFactory(
        site=site, has_code=typed != "tail", stage="answered", first_reply_at=timezone.now()
    )
    proofs = {"code": code_of(lead.reference), "phone": lead.phone, "tail": "1234"}
    ticket = look_up(lead.reference, proofs[typed], browser=client).context["ticket"]
    status = reverse("lead_status", args=[site.slug])
    client.post(status, {"step": "ask", "ticket": ticket, "body": "电价多少？"})
    client.post(status, {"step": "close", "ticket": ticket})
    assert list(Message.objects.values_list("proof", flat=True)) == [typed]
    assert list(StageChange.objects.values_list("proof", flat=True)) == [typed]
    client.force_login(staff("officer", site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    told = [(entry.who, entry.what) for entry in page.context["entries"] if "访客" in entry.who]
    assert told[:2] == [(who, "阶段：已答复 → 已办结"), (who, "来信")]


def test_changed_form_says_so(send, enquiry):
    form = enquiry()
    send(**form)
    send(**form | {"message": "还有一句。"})
    assert list(Message.objects.values_list("proof", flat=True)) == ["form"]
