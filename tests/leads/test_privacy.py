"""docs/privacy.md lists every field of every table that holds personal data; logs hold none."""

import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from core.error_frames import FramesFormatter
from leads import actions
from leads.models import Lead
from leads.notifications.delivery import deliver_due
from leads.parties import join
from leads.retention import erase
from tests.factories import ListingFactory, ParkFactory, PolicyFactory
from tests.leads.factories import LeadFactory, MailFactory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
SECTION = re.compile(r"^## (\w+\.\w+)", re.MULTILINE)
ROW = re.compile(r"^\| (\w+) \| ([^|]+) \| (T\d) \|$", re.MULTILINE)
SCATTERED = re.compile(r"^\| (\w+\.\w+) \| ([\w、]+) \| [^|]+ \|$", re.MULTILINE)
# A field of this name, or one that points to an account, is personal wherever it stands.
TELLING = re.compile(r"(^|_)(phone|email|ip|ip_address|recipient|id_number|contact_name|by)$")
NOBODY_IN_PERSON = {"parks.Park.contact_name", "parks.Listing.verified_by"}


def sections():
    """{"leads.Lead": [(field, purpose, term), …], …} as the page says."""
    _, *parts = SECTION.split(PAGE.read_text())
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: ROW.findall(text) for name, text in pairs}


def documented():
    return {name: [row[0] for row in rows] for name, rows in sections().items()}


def test_privacy_page_lists_every_field_in_the_order_of_the_model():
    for label, fields in documented().items():
        concrete = [field.name for field in apps.get_model(label)._meta.concrete_fields]
        assert (label, sorted(fields)) == (label, sorted(concrete))


def test_privacy_page_lists_every_table_of_enquiries():
    tables = {model._meta.label for model in apps.get_app_config("leads").get_models()}
    assert tables - {"leads.Topic"} == {name for name in documented() if name.startswith("leads.")}


def telling_fields(model):
    """Names of the fields of one table that tell of a person."""
    return sorted(
        field.name
        for field in model._meta.concrete_fields
        if (TELLING.search(field.name) or field.related_model is get_user_model())
        and f"{model._meta.label}.{field.name}" not in NOBODY_IN_PERSON
    )


def test_every_telling_field_of_the_other_tables_is_listed():
    others = [
        model
        for model in apps.get_models()
        if model._meta.label not in documented() and not hasattr(model, "history_user")
    ]
    found = {model._meta.label: telling_fields(model) for model in others}
    listed = {table: fields.split("、") for table, fields in SCATTERED.findall(PAGE.read_text())}
    assert {table: fields for table, fields in found.items() if fields} == listed


def test_tables_of_history_hold_nothing_but_what_their_table_holds():
    histories = [model for model in apps.get_models() if hasattr(model, "history_user")]
    assert len(histories) > 5
    for model in histories:
        table = model.instance_type
        extra = set(telling_fields(model)) - set(telling_fields(table)) - {"history_user"}
        extra -= {name for name in ("contact_name", "verified_by") if hasattr(table, name)}
        assert (model._meta.label, extra) == (model._meta.label, set())


def test_erasing_empties_every_field_with_a_term(site, superuser):
    """T1 on the page means: gone after erase(), whatever was in it."""
    terms = {name: term for name, _, term in sections()["leads.Lead"]}
    lead = LeadFactory(
        site=site,
        listing=ListingFactory(region=site.region),
        park=ParkFactory(region=site.region),
        policy=PolicyFactory(region=site.region),
        owner=superuser,
        email="zhao@example.com",
        contact_name="赵示例",
        **dict.fromkeys(("subject_label", "subject_query", "company", "channel_note"), "x"),
        **dict.fromkeys(("area_wanted", "timing_wanted", "credit_code"), "x"),
        fingerprint="x",
        taught_marks=["x"],
        **dict.fromkeys(("agreement_number", "first_page", "last_page", "campaign"), "x"),
    )
    lead.company = "示例锂业公司"
    join(lead)
    personal = [name for name, term in terms.items() if term == "T1"]
    assert [name for name in personal if not getattr(lead, name)] == []
    erase(lead=lead, now=timezone.now())
    lead.refresh_from_db()
    assert [name for name in personal if getattr(lead, name)] == []


def test_logs_hold_no_personal_data(caplog, client, site, staff, send, enquiry, request):
    caplog.set_level(logging.DEBUG)
    canaries = {"contact_name": "canary赵", "message": "canary话", "email": "canary@example.com"}
    officer = staff("officer", site.region, email="canary-officer@example.com")
    send(phone="13912345678", **canaries)
    send(phone="1391234567", **canaries)
    send(form_token="canary", **canaries)
    lead = Lead.objects.get()
    status = reverse("lead_status", args=[site.slug])
    client.post(status, {"reference": lead.reference, "proof": "13912345678"})
    client.post(status, {"reference": lead.reference, "proof": "cana"})
    actions.reveal_contact(lead=lead, by=officer)
    actions.answer(lead=lead, by=officer, body="canary答复", nonce="n")
    MailFactory(lead=lead, recipient="canary@example.com", kind="nonsense")
    deliver_due()

    request.getfixturevalue("broken_outbox")
    client.raise_request_exception = False
    assert client.post(reverse("consult", args=[site.slug]), enquiry(**canaries)).status_code == 500
    line = FramesFormatter().format
    sql_free = "\n".join(line(r) for r in caplog.records if r.name != "django.db.backends")
    assert "InternalError at" in sql_free
    assert "lead" in sql_free
    for secret in ("canary", "13912345678"):
        assert secret not in sql_free


@pytest.mark.parametrize("name", ["contact_name", "phone", "email", "message"])
def test_receipt_and_redirect_repeat_nothing(send, client, name):
    canary = {"phone": "13912345678", "email": "canary@example.com"}.get(name, "canary")
    response = send(**{name: canary})
    assert canary not in response["Location"]
    assert canary not in client.get(response["Location"]).content.decode()
