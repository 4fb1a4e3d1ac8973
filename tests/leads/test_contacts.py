"""A mailbox that somebody named gets one receipt a day until it has shown to be theirs."""

import datetime
import re

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from leads import actions, tokens
from leads.models import Contact, FollowUp, Lead, Outbox
from leads.models.contacts import contact_digest
from leads.notifications.delivery import deliver_due
from leads.notifications.outbox import HELD_BACK, owe_for_new
from leads.retention import erase, purge
from tests.leads.crowds import real_enquiry
from tests.leads.factories import LeadFactory
from tests.leads.pages import same_shape

MAILBOX = "zhao@example.com"
DAY = datetime.timedelta(days=1)
SAID = "一个邮箱一天只发一封回执，"


def receipts():
    return Outbox.objects.filter(kind=Outbox.Kind.RECEIPT).count()


def test_one_mailbox_gets_one_of_301_receipts(site):
    for number in range(301):
        address = MAILBOX if number % 2 else f"Zhao+{number}@example.com"
        owe_for_new(LeadFactory(site=site, email=address), occasion=str(number))
    assert receipts() == 1
    assert list(FollowUp.objects.values_list("body", "by")) == [(HELD_BACK, None)] * 300


def test_other_mailboxes_and_the_next_day_have_theirs():
    now, take = timezone.now(), Contact.objects.take_receipt_turn
    turns = [(MAILBOX, now), ("qian@example.com", now), (MAILBOX, now + DAY / 2)]
    turns += [(MAILBOX, now + DAY), (MAILBOX, now + 1.5 * DAY)]
    assert [take(address, at) for address, at in turns] == [True, True, False, True, False]


def test_receipt_page_tells_nobody_whether_a_mailbox_enquired_today(send, client):
    """Anybody may type the address of somebody else; the rule is told to all in the same words."""
    enquiries = [real_enquiry(number) | {"email": MAILBOX} for number in (1, 2)]
    pages = [client.get(send(**enquiry)["Location"]) for enquiry in enquiries]
    Contact.objects.confirm(MAILBOX, now=timezone.now())
    pages.append(client.get(send(**real_enquiry(3), email=MAILBOX)["Location"]))
    assert receipts() == 2
    assert [SAID in page.text for page in pages] == [True] * 3
    references = Lead.objects.order_by("pk").values_list("reference", flat=True)
    shapes = [same_shape(page, name) for page, name in zip(pages, references, strict=True)]
    assert shapes == [shapes[0]] * 3


def test_receipt_page_without_a_mailbox_speaks_of_none(send, client):
    assert SAID not in client.get(send()["Location"]).text


def test_receipt_page_says_the_same_of_what_is_in_quarantine(send, client):
    send(email=MAILBOX)
    good = client.get(send(**real_enquiry(1), email=MAILBOX)["Location"])
    doubtful = client.get(send(**real_enquiry(2), email=MAILBOX, leave_blank="x")["Location"])
    _, accepted, quarantined = Lead.objects.order_by("pk")
    assert quarantined.is_quarantined
    assert same_shape(good, accepted.reference) == same_shape(doubtful, quarantined.reference)


def look_up(client, address, **changes):
    """What a visitor does who follows a link: open it, type the four digits, send."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in ("reference", "mail")}
    return client.post(address.partition("?")[0], data | {"proof": "13800001234"} | changes)


def test_link_of_the_mail_confirms_the_mailbox(send, client, site):
    send(email=MAILBOX)
    deliver_due()
    link = re.search(r"https?://[^/]+(/golmud/consult/status/\S+)", mail.outbox[-1].body)[1]
    client.get(link)  # as programs do that look through mails
    assert not Contact.objects.confirmed().exists()
    assert look_up(client, link).templates[0].name == "leads/lead_progress.html"
    assert [*Contact.objects.confirmed()] == [*Contact.objects.of(MAILBOX)]
    for number in range(3):
        send(**real_enquiry(number), email=MAILBOX)
    assert receipts() == 4


@pytest.mark.parametrize("key", ["", "forged", "\0", "钥匙"])
def test_look_up_without_the_mail_confirms_nothing(send, client, site, key):
    """He who made the enquiry knows its reference and its digits."""
    send(email=MAILBOX)
    lead = Lead.objects.get()
    address = f"{reverse('lead_status', args=[site.slug])}?reference={lead.reference}"
    other = LeadFactory(site=site, email="qian@example.com")
    for mark in (key, tokens.mailbox_key(other.reference, MAILBOX)):
        assert look_up(client, address, mail=mark).status_code == 200
    assert not Contact.objects.confirmed().exists()


def test_answer_of_an_officer_confirms_phone_and_mailbox(site, staff):
    lead = LeadFactory(site=site, email=MAILBOX)
    actions.answer(lead=lead, by=staff("officer", site.region), body="您好", nonce="n")
    digests = Contact.objects.confirmed().values_list("digest", flat=True)
    assert set(digests) == {contact_digest(lead.phone), contact_digest(MAILBOX)}


def test_enquiry_without_a_mailbox_owes_no_receipt_and_no_note(send):
    send()
    assert (receipts(), FollowUp.objects.count(), Contact.objects.count()) == (0, 0, 0)


def test_digests_go_after_their_term_and_with_the_lead(site):
    now = timezone.now()
    Contact.objects.take_receipt_turn(MAILBOX, now - 1.1 * DAY)
    Contact.objects.confirm("13800001234", now=now - 300 * DAY)
    Contact.objects.confirm("13900001234", now=now - 366 * DAY)
    purge(now)
    assert [*Contact.objects.values_list("digest", flat=True)] == [contact_digest("13800001234")]
    erase(lead=LeadFactory(site=site), now=now)
    assert not Contact.objects.exists()


def test_turn_taken_under_a_clock_ahead_is_none(site):
    """A receipt that was dated four years ahead keeps nobody from theirs for four years."""
    now, take = timezone.now(), Contact.objects.take_receipt_turn
    turns = [now + 4 * 365 * DAY, now, now + DAY / 2, now + DAY]
    assert [take(MAILBOX, at) for at in turns] == [True, True, False, True]


def test_turns_of_one_moment_are_one():
    """Which of two enquiries at once was first by its own time matters to nobody."""
    now, take = timezone.now(), Contact.objects.take_receipt_turn
    assert [take(MAILBOX, now), take(MAILBOX, now - datetime.timedelta(seconds=5))] == [True, False]


def test_digests_of_a_clock_ahead_are_kept_no_longer_than_those_of_now(db):
    now, ahead = timezone.now(), timezone.now() + 4 * 365 * DAY
    Contact.objects.take_receipt_turn(MAILBOX, ahead)
    Contact.objects.confirm("13800001234", now=ahead)
    purge(now)
    assert [*Contact.objects.values_list("receipt_owed_at", "confirmed_at").order_by("pk")] == [
        (now, None),
        (None, now),
    ]
    purge(now + 1.1 * DAY)
    assert Contact.objects.count() == 1
    purge(now + 366 * DAY)
    assert not Contact.objects.exists()


def test_row_that_says_nothing_is_refused(db):
    with pytest.raises(IntegrityError, match="leads_contact_says_something"):
        Contact.objects.create(digest="0" * 64)
