"""What mails say: a link to look at, nothing personal, nothing a visitor could add."""

from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from leads.forms import MailAddressField
from leads.models import Lead, Outbox
from leads.notifications.delivery import deliver_due
from leads.notifications.mails import compose
from tests.floods import flood
from tests.leads.factories import LeadFactory, MailFactory


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


def test_mails_carry_a_link_and_nothing_personal(send, officer, settings, client):
    settings.PUBLIC_URL = "https://invest.example.cn"
    canaries = {"contact_name": "canary赵", "company": "canary公司", "message": "canary想租"}
    send(email="zhao@example.com", HTTP_HOST="evil.example", **canaries)
    lead = Lead.objects.get()
    deliver_due()
    staff_mail, receipt = sorted(mail.outbox, key=lambda message: message.to)
    assert f"https://invest.example.cn/admin/leads/lead/{lead.pk}/change/" in staff_mail.body
    assert (
        f"https://invest.example.cn/golmud/consult/status/?reference={lead.reference}"
        in receipt.body
    )
    raw = b"".join(message.message().as_bytes() for message in mail.outbox)
    text = raw.decode() + "".join(message.subject + message.body for message in mail.outbox)
    for secret in ("canary", "13800001234", "evil.example"):
        assert secret not in text


@pytest.mark.parametrize("poison", ["a\r\nBcc: x@evil.example", "=?utf-8?q?Bcc:?=", "\u2028Bcc: x"])
def test_visitor_text_reaches_no_header(send, officer, poison):
    send(contact_name=poison, company=poison, message=poison)
    deliver_due()
    headers = mail.outbox[0].message()
    assert sorted(name.lower() for name in headers) == [
        "auto-submitted",
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ]
    assert mail.outbox[0].recipients() == ["officer@example.com"]


def test_broken_mail_address_cannot_add_a_recipient(send, errors_of):
    response = send(email="zhao@example.com\r\nBcc: x@evil.example")
    assert errors_of(response) == ["邮箱不完整，应像 name@example.com"]


HEADERS = {
    *("auto-submitted", "content-transfer-encoding", "content-type", "date", "from"),
    *("message-id", "mime-version", "subject", "to"),
}
BREAKS = [
    "\r\n",
    "\n",
    "\r",
    "\r\n ",
    "\n\t",
    "\x00",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "%0d%0a",
]
POISONS = st.lists(
    st.one_of(
        st.sampled_from([*BREAKS, "Bcc: x@evil.example", "To: x@evil.example", "Subject: x", ": "]),
        st.sampled_from(
            ["=?utf-8?q?=0d=0aBcc:_x=40evil.example?=", "=?utf-8?b?DQpCY2M6IHhAZQ==?="]
        ),
        st.sampled_from(["zhao@example.com", ",", ";", "<", ">", '"', "(", ")", "@", "\\", " "]),
        st.text(max_size=5),
    ),
    min_size=1,
    max_size=6,
).map("".join)


@pytest.fixture
def owed(db):
    """A mail of each kind that names one lead."""
    lead = LeadFactory()
    kinds = [Outbox.Kind.NEW_LEAD, Outbox.Kind.FOLLOW_UP, Outbox.Kind.RECEIPT, Outbox.Kind.ANSWERED]
    return [MailFactory(lead=lead, kind=kind) for kind in kinds]


def sent(message):
    """The message as a mail server reads it."""
    return message_from_bytes(message.message().as_bytes(), policy=policy.SMTP)


@flood(500)
@given(poison=POISONS)
def test_no_text_adds_a_header_or_a_recipient(owed, poison):
    for row in owed:
        lead = row.lead
        lead.contact_name = lead.company = lead.subject_label = poison
        lead.site.short_name = lead.site.hotline = poison
        message = compose(row)
        read = sent(message)
        assert {name.lower() for name in read.keys()} <= HEADERS  # noqa: SIM118 -- no dict
        assert (len(read.get_all("To")), len(read.get_all("Subject"))) == (1, 1)
        assert message.recipients() == ["officer@example.com"]


@flood(500)
@given(poison=POISONS)
def test_address_that_is_taken_is_one_recipient(poison):
    try:
        address = MailAddressField().clean(poison)
    except ValidationError:
        return
    read = sent(mail.EmailMessage("x", "x", to=[address]))
    (to,) = read["To"].addresses
    assert ({name.lower() for name in read.keys()} - HEADERS, to.addr_spec) == (set(), address)  # noqa: SIM118 -- likewise


def test_site_whose_name_is_an_encoded_word_adds_no_recipient(send, officer, site):
    type(site).objects.update(short_name="=?utf-8?q?=0aBcc:_x=", product_name="40evil.example?=")
    send()
    deliver_due()
    (message,) = mail.outbox
    assert {name.lower() for name in sent(message).keys()} <= HEADERS  # noqa: SIM118 -- likewise
    assert "Bcc" in message.subject


def test_header_that_is_added_is_seen():
    """The control: the subject as it would be without one_line."""
    names = sent(mail.EmailMessage("[=?utf-8?q?=0aBcc:_x=40evil.example?=] 新", "x", to=["a@b.cn"]))
    assert {name.lower() for name in names.keys()} - HEADERS == {"bcc"}  # noqa: SIM118 -- likewise
