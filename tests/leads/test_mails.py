"""What mails say: a link to look at, nothing personal, nothing a visitor could add."""

import pytest
from django.core import mail

from leads.models import Lead
from leads.notifications.delivery import deliver_due


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
