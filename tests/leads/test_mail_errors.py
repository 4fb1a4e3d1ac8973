"""Mail servers that refuse us or a mailbox: told in words with the cure, not tried for a week."""

import datetime
import gc
import smtplib
import socket
import ssl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.urls import reverse
from django.utils import timezone

from leads.models import Outbox
from leads.notifications.delivery import deliver_due
from leads.notifications.mail_errors import (
    WORDS,
    concerns_all,
    concerns_one,
    cure,
    error_code,
    is_outage,
)
from tests.leads.factories import LeadFactory, MailFactory

# Only tests log in unencrypted. smtplib leaves the socket of a failed login to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
OUTBOX = reverse("admin:leads_outbox_changelist")


class Refusing:
    """A mail server that answers some commands as it is told, and keeps what it takes."""

    def __init__(self, **answers):
        self.answers, self.asked, self.taken = answers, [], []

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        self.asked.append("MAIL")
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- likewise
        self.asked.append("RCPT")
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- likewise
        self.asked.append("DATA")
        self.taken.append(envelope.rcpt_tos)
        return self.answers.get("DATA", "250 OK")


@pytest.fixture
def serve(settings):
    """serve(options={…}, MAIL="501 …") → a running server that our mails go to."""
    controllers = []

    def start(*, options=None, ours=None, **answers):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        handler = Refusing(**answers)
        controller = Controller(handler, hostname="127.0.0.1", port=port, **(options or {}))
        controller.start()
        controllers.append(controller)
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5} | (ours or {}),
            }
        }
        return handler

    yield start
    for controller in controllers:
        controller.stop()
    gc.collect()


@pytest.fixture
def mails(site):
    return [MailFactory(lead=LeadFactory(site=site)) for _ in range(3)]


def four_passes():
    now = timezone.now()
    for hour in range(4):
        deliver_due(now=now + datetime.timedelta(hours=hour))


def outcomes():
    rows = Outbox.objects.order_by("pk")
    return [(mail.attempts, mail.given_up_at is not None, mail.last_error) for mail in rows]


@pytest.mark.parametrize(
    "answer",
    [
        "501 mail from address must be same as authorization user",
        "553 Mail from must equal authorized user",
        "550 User has no permission",
        "554 sender is unvalidated",
        "440 mail from account doesn't conform with authentication",
    ],
)
def test_refused_sender_is_told_with_the_cure(serve, mails, client, superuser, answer):
    server = serve(MAIL=answer)
    four_passes()
    assert outcomes() == [(3, True, f"SMTPSenderRefused {answer[:3]}")] * 3
    assert server.asked == ["MAIL"] * 3  # one try stands for all three mails
    client.force_login(superuser)
    for page in (OUTBOX, reverse("admin:index")):
        words = "不接受发件人：PORTAL_MAIL_FROM 必须是登录用的邮箱账号，与 PORTAL_SMTP_USER 一致"
        assert f"{words}（SMTPSenderRefused {answer[:3]}）" in client.get(page).text


def test_sender_refused_for_a_while_is_tried_again(serve, mails):
    serve(MAIL="451 try again later")
    four_passes()
    told = {(is_over, error) for _, is_over, error in outcomes()}
    assert told == {(False, "SMTPSenderRefused 451")}


def test_refused_mailbox_is_given_up_alone(serve, mails, client, superuser):
    server = serve(RCPT="550 Mailbox not found")
    four_passes()
    assert outcomes() == [(3, True, "SMTPRecipientsRefused 550")] * 3
    assert server.asked == ["MAIL", "RCPT"] * 9
    client.force_login(superuser)
    assert (
        "邮件服务器不认这个收件邮箱：请核对地址是否写对、邮箱是否还在用" in client.get(OUTBOX).text
    )


def test_greylisting_is_tried_again(serve, mails):
    serve(RCPT="451 greylisted, try again later")
    four_passes()
    assert not Outbox.objects.given_up().exists()


def test_refused_letter_is_given_up(serve, mails):
    serve(DATA="554 DT:SPM")
    four_passes()
    assert outcomes() == [(3, True, "SMTPDataError 554")] * 3


def test_wrong_password_is_tried_three_times_and_no_more(serve, mails):
    asked = []

    def refuse(server, session, envelope, mechanism, login):
        asked.append(mechanism)
        return AuthResult(success=False, handled=False)

    options = {"authenticator": refuse, "auth_required": True, "auth_require_tls": False}
    serve(options=options, ours={"username": "a@example.com", "password": "wrong"})
    four_passes()
    assert outcomes() == [(3, True, "SMTPAuthenticationError 535")] * 3
    assert len(asked) <= 3 * 3  # smtplib tries each mechanism once
    assert "授权码" in cure("SMTPAuthenticationError 535")


def test_login_that_is_missing_is_asked_for(serve, mails):
    serve(options={"auth_required": True, "auth_require_tls": False})
    four_passes()
    assert outcomes() == [(3, True, "SMTPSenderRefused 530")] * 3
    words = "邮件服务器要求先登录：请填写 PORTAL_SMTP_USER 和 PORTAL_SMTP_PASSWORD"
    assert cure("SMTPSenderRefused 530") == f"{words}（SMTPSenderRefused 530）"


def test_server_without_login_on_this_port_is_told(serve, mails):
    serve(ours={"username": "a@example.com", "password": "x"})
    four_passes()
    assert outcomes() == [(3, True, "SMTPNotSupportedError")] * 3
    assert "PORTAL_SMTP_SSL=1" in cure("SMTPNotSupportedError")


def test_encryption_that_does_not_fit_the_port_is_told(serve, mails):
    serve(ours={"use_ssl": True})
    four_passes()
    assert outcomes() == [(3, True, "SSLError")] * 3
    assert cure("SSLError") == f"{WORDS['SSLError']}（SSLError）"


def test_mails_go_out_after_the_cure(serve, mails):
    serve(MAIL="501 no")
    four_passes()
    server = serve()
    Outbox.objects.retry(timezone.now())
    assert (deliver_due(), len(server.taken)) == (3, 3)


def test_unknown_mailbox_holds_up_no_other_mail(serve, mails):
    """An enquiry names whom it likes: its domain need not exist."""
    server = serve(RCPT="450 4.1.2 recipient address rejected: domain not found")
    deliver_due()
    assert server.asked.count("RCPT") == 3
    assert outcomes() == [(1, False, "SMTPRecipientsRefused 450")] * 3


def test_the_office_is_told_before_visitors(serve, mails):
    serve()
    Outbox.objects.exclude(pk=mails[-1].pk).update(kind=Outbox.Kind.RECEIPT)
    deliver_due(limit=1)
    assert Outbox.objects.get(sent_at__isnull=False).pk == mails[-1].pk


@pytest.mark.parametrize(
    ("code", "answer", "one"),
    [
        (450, b"4.1.2 domain not found", True),
        (452, b"4.2.2 mailbox full", True),
        (550, b"no such user", True),
        (421, b"4.3.2 shutting down", False),
        (450, b"too many messages, slow down", False),
    ],
)
def test_recipients_are_told_from_servers(code, answer, one):
    assert concerns_one(smtplib.SMTPRecipientsRefused({"zhao@example.com": (code, answer)})) is one


def test_used_up_quota_gives_nothing_up():
    error = smtplib.SMTPSenderRefused(550, b"User sending frequency limit exceeded", "a@b.cn")
    assert (is_outage(error), concerns_all(error)) == (True, False)
    assert WORDS["limit"] in cure(error_code(error))


@pytest.mark.parametrize(
    ("error", "again", "for_all"),
    [
        (ConnectionRefusedError(), True, False),
        (TimeoutError(), True, False),
        (socket.gaierror(), True, False),
        (smtplib.SMTPServerDisconnected("gone"), True, False),
        (smtplib.SMTPConnectError(421, b"busy"), True, False),
        (smtplib.SMTPConnectError(554, b"no"), False, True),
        (smtplib.SMTPAuthenticationError(454, b"later"), True, False),
        (smtplib.SMTPAuthenticationError(535, b"no"), False, True),
        (ssl.SSLEOFError(), True, False),
        (ssl.SSLCertVerificationError(), False, True),
        (KeyError("nonsense"), False, False),
    ],
)
def test_errors_are_told_apart(error, again, for_all):
    assert (is_outage(error), concerns_all(error)) == (again, for_all)


@pytest.mark.parametrize(
    ("answer", "word", "again"),
    [
        (b"5.7.1 Service unavailable; Client host [203.0.113.7] blocked", "blocked", False),
        (b"IP is rejected", "blocked", False),
        (b"user in blacklist", "blocked", False),
        (b"relay access denied - please authenticate", "login", False),
        (b"553 relay check local fail", "login", False),
        (b"Domain frequency limited", "limit", True),
        (b"sending quota exceeded", "limit", True),
        (b"Mailbox not found", "", False),
        (b"recipient mailbox is blocked", "", False),
        (b"Quota exceeded (mailbox for user is full)", "", False),
        ("用户不存在".encode(), "", False),
    ],
)
def test_refusal_of_a_recipient_may_mean_us(answer, word, again):
    error = smtplib.SMTPRecipientsRefused({"zhao@example.com": (550, answer)})
    assert error_code(error) == f"SMTPRecipientsRefused 550 {word}".strip()
    assert (is_outage(error), concerns_all(error)) == (again, False)
    assert WORDS[word or "SMTPRecipientsRefused"] in cure(error_code(error))


def test_every_error_of_a_mail_server_has_words():
    assert cure("SMTPRecipientsRefused 451") == (
        "邮件服务器暂时不收，会自动再试（SMTPRecipientsRefused 451）"
    )
    assert (cure(""), cure("KeyError")) == ("", "KeyError")
    errors = (ConnectionRefusedError(), TimeoutError(), socket.gaierror(), ssl.SSLError())
    assert [e for e in errors if cure(error_code(e)) == error_code(e)] == []


def test_server_that_offers_no_encryption_is_told_nothing(serve, mails, client, superuser):
    """STARTTLS was asked for, and somebody between us and the server may have taken it out."""
    server = serve(ours={"use_tls": True})
    four_passes()
    assert outcomes() == [(3, True, "SMTPNotSupportedError")] * 3
    assert (server.asked, server.taken) == ([], [])
