"""docs/privacy.md lists every field of every table that holds personal data; logs hold none."""

import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from leads import actions
from leads.consent import consent_text
from leads.models import Lead
from leads.notifications.delivery import deliver_due
from tests.leads.factories import MailFactory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
SECTION = re.compile(r"^## (\w+\.\w+)", re.MULTILINE)
ROW = re.compile(r"^\| (\w+) \| ([^|]+) \| (T\d) \|$", re.MULTILINE)
# A field of this name anywhere in our apps makes its table one of personal data.
TELLING = re.compile(r"^(phone|email|ip|recipient|id_number)$")
OURS = ("leads", "news", "parks", "policies", "portal", "publishing", "regions", "search")


def documented():
    """{"leads.Lead": [field, …], …} as the page says."""
    _, *parts = SECTION.split(PAGE.read_text())
    sections = zip(parts[::2], parts[1::2], strict=True)
    return {name: [row[0] for row in ROW.findall(text)] for name, text in sections}


def test_privacy_page_lists_every_field_in_the_order_of_the_model():
    for label, fields in documented().items():
        concrete = [field.name for field in apps.get_model(label)._meta.concrete_fields]
        assert (label, sorted(fields)) == (label, sorted(concrete))


def test_privacy_page_lists_every_table_of_enquiries():
    tables = {model._meta.label for model in apps.get_app_config("leads").get_models()}
    assert tables - {"leads.Topic"} == {name for name in documented() if name.startswith("leads.")}


def test_no_undocumented_table_has_a_telling_field():
    found = {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if any(TELLING.match(field.name) for field in model._meta.concrete_fields)
    }
    assert found == {"leads.Lead", "leads.Submission", "leads.Consent", "leads.Outbox"}


def test_consent_names_handler_purpose_term_and_rights(site):
    text = consent_text(site)
    assert [heading for heading, _ in text.parts] == [
        "谁处理",
        "为了什么",
        "处理哪些信息",
        "怎么处理",
        "保存多久",
        "您的权利",
    ]
    assert text.parts[0][1] == "示例招商服务中心（格尔木招商网主办单位），联系电话 400-116-9096。"
    assert consent_text(site).digest == text.digest
    site.organiser = "另一单位"
    assert consent_text(site).digest != text.digest


def test_logs_hold_no_personal_data(caplog, client, site, staff, send, enquiry, settings, request):
    caplog.set_level(logging.DEBUG)
    canaries = {"contact_name": "canary赵", "message": "canary话", "email": "canary@example.com"}
    officer = staff("officer", site.region, email="canary-officer@example.com")
    send(phone="13912345678", **canaries)
    send(phone="1391234567", **canaries)
    send(form_token="canary", **canaries)
    lead = Lead.objects.get()
    status = reverse("lead_status", args=[site.slug])
    client.post(status, {"reference": lead.reference, "proof": "5678"})
    client.post(status, {"reference": lead.reference, "proof": "cana"})
    actions.reveal_contact(lead=lead, by=officer)
    actions.answer(lead=lead, by=officer, body="canary答复", nonce="n")
    MailFactory(lead=lead, recipient="canary@example.com", kind="nonsense")
    deliver_due()

    request.getfixturevalue("broken_outbox")
    client.raise_request_exception = False
    assert client.post(reverse("consult", args=[site.slug]), enquiry(**canaries)).status_code == 500
    sql_free = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert "lead" in sql_free
    for secret in ("canary", "13912345678"):
        assert secret not in sql_free


@pytest.mark.parametrize("name", ["contact_name", "phone", "email", "message"])
def test_receipt_and_redirect_repeat_nothing(send, client, name):
    canary = {"phone": "13912345678", "email": "canary@example.com"}.get(name, "canary")
    response = send(**{name: canary})
    assert canary not in response["Location"]
    assert canary not in client.get(response["Location"]).content.decode()
