"""Mails: owed with the event, sent later, once, without personal data."""

import datetime
import smtplib
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import InternalError, transaction
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.notifications.outbox import address_pending, claim_next, deliver_due, error_code, pause
from tests.leads.factories import LeadFactory, MailFactory

BACKEND = "tests.leads.test_outbox.TroubledBackend"


class TroubledBackend(BaseEmailBackend):
    """Raises what the test put into `troubles`, one a mail; then delivers to `arrived`."""

    troubles = []
    arrived = []

    def send_messages(self, messages):
        if self.troubles:
            raise self.troubles.pop(0)
        self.arrived.extend(messages)
        return len(messages)


@pytest.fixture
def mail_server(settings):
    settings.MAILERS = {"default": {"BACKEND": BACKEND}}
    TroubledBackend.troubles, TroubledBackend.arrived = [], []
    return TroubledBackend


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


# ---- Who is told ----


def test_enquiry_owes_mails_to_officers_and_managers_of_the_region(
    send, site, other_site, prefecture, staff
):
    staff("officer", site.region, email="a@example.com")
    staff("manager", prefecture, email="b@example.com")
    staff("editor", site.region, email="editor@example.com")
    staff("auditor", site.region, email="auditor@example.com")
    staff("officer", other_site.region, email="wulan@example.com")
    staff("officer", site.region, email="gone@example.com", is_active=False)
    staff("officer", site.region, email="")
    send(email="zhao@example.com")
    assert list(Outbox.objects.order_by("recipient").values_list("kind", "recipient")) == [
        ("new_lead", "a@example.com"),
        ("new_lead", "b@example.com"),
        ("receipt", "zhao@example.com"),
    ]


def test_topic_mailbox_is_the_fallback(send, topics):
    Topic.objects.filter(slug="space").update(routing_email="pool@example.com")
    send()
    assert list(Outbox.objects.values_list("recipient", flat=True)) == ["pool@example.com"]


def test_mail_without_recipient_waits_until_somebody_has_an_address(send, site, staff):
    send()
    assert list(Outbox.objects.without_recipient().values_list("kind", flat=True)) == ["new_lead"]
    assert (deliver_due(), address_pending()) == (0, 0)
    staff("officer", site.region, email="late@example.com")
    call_command("worker", once=True)
    assert [message.to for message in mail.outbox] == [["late@example.com"]]
    assert not Outbox.objects.unsent().exists()


def test_rolled_back_enquiry_owes_nothing(site, officer, broken_outbox, send):
    with pytest.raises(InternalError, match="forced"), transaction.atomic():
        send()
    assert (Lead.objects.count(), Outbox.objects.count()) == (0, 0)


# ---- What they say ----


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


# ---- Once, whatever happens ----


def test_mail_server_away_then_back_sends_everything_once(site, mail_server):
    mails = [MailFactory(lead=LeadFactory(site=site)) for _ in range(3)]
    now = timezone.now()
    for hour in range(72):
        mail_server.troubles = [ConnectionRefusedError()]
        assert deliver_due(now=now + datetime.timedelta(hours=hour)) == 0
    later = now + datetime.timedelta(hours=73)
    assert deliver_due(now=later) == 3
    assert deliver_due(now=later) == 0
    sent = sorted(message.extra_headers["Message-ID"] for message in mail_server.arrived)
    assert sent == sorted(row.message_id for row in mails)
    assert list(Outbox.objects.values_list("last_error", flat=True)) == [""] * 3


def test_outage_stops_the_pass_and_a_refusal_does_not(site, mail_server):
    lead = LeadFactory(site=site)
    for _ in range(2):
        MailFactory(lead=lead)
    mail_server.troubles = [smtplib.SMTPServerDisconnected("gone")]
    assert deliver_due() == 0
    assert sorted(Outbox.objects.values_list("attempts", flat=True)) == [0, 1]
    mail_server.troubles = [smtplib.SMTPRecipientsRefused({"x@example.com": (550, b"no")})]
    MailFactory(lead=lead)
    assert deliver_due() == 1


def test_refused_mail_is_given_up_and_can_be_queued_again(site, mail_server):
    refused = MailFactory(lead=LeadFactory(site=site))
    now = timezone.now()
    for attempt in range(4):
        mail_server.troubles = [smtplib.SMTPDataError(554, b"canary@example.com is spam")]
        deliver_due(now=now + datetime.timedelta(hours=attempt))
    refused.refresh_from_db()
    assert (refused.attempts, refused.last_error) == (3, "SMTPDataError 554")
    assert list(Outbox.objects.given_up()) == [refused]
    mail_server.troubles = []
    refused.retry(timezone.now())
    assert (deliver_due(), len(mail_server.arrived)) == (1, 1)


def test_mail_that_cannot_be_composed_is_parked_and_holds_up_nobody(site, mail_server, monkeypatch):
    lead = LeadFactory(site=site)
    broken = MailFactory(lead=lead, kind="nonsense")
    MailFactory(lead=lead)
    now = timezone.now()
    for hour in range(4):
        deliver_due(now=now + datetime.timedelta(hours=hour))
    broken.refresh_from_db()
    assert (broken.last_error, broken.given_up_at is not None) == ("KeyError", True)
    assert len(mail_server.arrived) == 1


def test_claimed_mail_is_left_alone_until_its_lease_runs_out(site, mail_server):
    row = MailFactory(lead=LeadFactory(site=site))
    now = timezone.now()
    assert claim_next(now).pk == row.pk  # a worker that dies here
    assert deliver_due(now=now + datetime.timedelta(seconds=100)) == 0
    assert deliver_due(now=now + datetime.timedelta(seconds=130)) == 1
    assert mail_server.arrived[0].extra_headers["Message-ID"] == row.message_id


def test_pauses_grow_up_to_ten_minutes():
    assert [pause(n).total_seconds() for n in (1, 2, 3, 4, 5, 6, 50)] == [
        30,
        60,
        120,
        240,
        480,
        600,
        600,
    ]


def test_error_codes_repeat_no_addresses():
    refused = smtplib.SMTPRecipientsRefused({"canary@example.com": (550, b"canary@example.com?")})
    assert error_code(refused) == "SMTPRecipientsRefused 550"
    assert error_code(ConnectionRefusedError("10.0.0.1")) == "ConnectionRefusedError"


# ---- A real mail server ----


class Sink:
    """Keeps what arrives; refuses the first mail for a while."""

    def __init__(self):
        self.mails = []
        self.is_busy = True

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        if self.is_busy:
            self.is_busy = False
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def smtp(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }
    yield sink
    controller.stop()


def test_real_mail_server_gets_it_after_a_temporary_refusal(site, smtp):
    row = MailFactory(lead=LeadFactory(site=site))
    now = timezone.now()
    assert deliver_due(now=now) == 0
    assert deliver_due(now=now + datetime.timedelta(minutes=1)) == 1
    assert [message["Message-ID"] for message in smtp.mails] == [row.message_id]
    row.refresh_from_db()
    assert (row.attempts, row.sent_at is not None) == (2, True)
