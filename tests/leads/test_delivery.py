"""Owed mails are sent later and once, whatever happens to the mail server or to us."""

import datetime
import smtplib
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core.database_clock import database_now
from leads.models import Outbox
from leads.notifications.delivery import (
    claim_next,
    deliver_due,
    error_code,
    mark_sent,
    pause,
    put_back,
)
from leads.retention import erase
from tests.leads.factories import LeadFactory, MailFactory

BACKEND = "tests.leads.test_delivery.TroubledBackend"


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
    Outbox.objects.filter(pk=refused.pk).retry(timezone.now())
    assert (deliver_due(), len(mail_server.arrived)) == (1, 1)


def test_mail_that_cannot_be_composed_is_parked_and_holds_up_nobody(site, mail_server):
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


def test_worker_that_took_too_long_leaves_the_mail_to_the_next(site):
    """Its claim ran out, another worker gave the mail up or sent it: that stands."""
    mail = MailFactory(lead=LeadFactory(site=site))
    now, later = timezone.now(), timezone.now() + datetime.timedelta(minutes=5)
    slow, quick = claim_next(now), claim_next(later)
    put_back(slow, ConnectionRefusedError(), later)
    mail.refresh_from_db()
    assert (mail.claimed_until, mail.last_error) == (quick.claimed_until, "")
    mark_sent(quick, later)
    put_back(slow, ConnectionRefusedError(), later + datetime.timedelta(days=8))
    mail.refresh_from_db()
    assert (mail.sent_at, mail.given_up_at, mail.last_error) == (later, None, "")


def test_mail_accepted_after_another_worker_gave_it_up_counts_as_sent(site):
    mail = MailFactory(lead=LeadFactory(site=site))
    now, later = timezone.now(), timezone.now() + datetime.timedelta(days=8)
    slow, quick = claim_next(now), claim_next(later)
    put_back(quick, ConnectionRefusedError(), later)
    mark_sent(slow, later)
    mail.refresh_from_db()
    assert (mail.sent_at, mail.given_up_at) == (later, None)


def test_mail_of_a_lead_erased_while_it_was_sent_is_gone(site, mail_server):
    lead = LeadFactory(site=site)
    MailFactory(lead=lead)
    mail = claim_next(timezone.now())
    erase(lead=lead, now=timezone.now())
    mark_sent(mail, timezone.now())
    put_back(mail, ConnectionRefusedError(), timezone.now())
    assert not Outbox.objects.exists()


def test_mail_queued_again_twice_is_not_taken_from_who_sends_it(site):
    mail = MailFactory(lead=LeadFactory(site=site), given_up_at=timezone.now(), attempts=3)
    counts = [Outbox.objects.retry(timezone.now())]
    claimed = claim_next(timezone.now())
    counts.append(Outbox.objects.retry(timezone.now()))
    mail.refresh_from_db()
    assert (counts, mail.attempts, mail.claimed_until) == ([1, 0], 1, claimed.claimed_until)


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


def test_claim_and_pause_under_a_clock_years_ahead_are_void(site, mail_server):
    ahead = timezone.now() + datetime.timedelta(days=4 * 365)
    lead = LeadFactory(site=site)
    MailFactory(lead=lead, next_attempt_at=ahead)
    MailFactory(lead=lead)
    claim_next(ahead)  # a worker that dies here, after which the clock is put right
    assert deliver_due() == 2


def test_claim_of_a_clock_a_little_ahead_stands(site, mail_server):
    """Two terms: clocks that differ by seconds are none that jumped."""
    MailFactory(lead=LeadFactory(site=site))
    claim_next(timezone.now() + datetime.timedelta(seconds=60))
    assert deliver_due() == 0


def test_mail_is_due_by_the_databases_clock(site, mail_server):
    MailFactory(
        lead=LeadFactory(site=site),
        next_attempt_at=database_now() + datetime.timedelta(seconds=30),
    )
    assert deliver_due() == 0


@pytest.mark.parametrize(("attempts", "is_given_up"), [(1, False), (10, True)])
def test_mail_is_given_up_after_a_week_of_tries_and_not_by_a_clock_that_jumps(
    site, attempts, is_given_up
):
    mail = MailFactory(lead=LeadFactory(site=site), attempts=attempts - 1)
    later = timezone.now() + datetime.timedelta(days=8)
    put_back(claim_next(later), ConnectionRefusedError(), later)
    mail.refresh_from_db()
    assert (mail.given_up_at is not None) is is_given_up
