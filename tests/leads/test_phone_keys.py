"""The digest by which a number is found: in step with it, and with the key."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from leads.models import Lead
from leads.phone_keys import phone_key
from leads.retention import erase
from tests.leads.factories import LeadFactory

PHONE = "0979-8412345-801"


@pytest.fixture
def new_key(settings):
    """new_key() → the secret key is another one now, the old one stays among the fallbacks."""

    def change():
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60

    return change


def rekey():
    out = io.StringIO()
    call_command("rekey_phones", stdout=out)
    return out.getvalue()


def test_key_tells_nothing_and_leaves_the_extension_out(settings):
    key = phone_key(PHONE)
    assert (len(key), "8412345" in key, phone_key("")) == (64, False, "")
    assert key == phone_key("0979-8412345") != phone_key("0979-8412346")
    settings.SECRET_KEY = "n" * 60
    assert phone_key(PHONE) != key


def test_key_follows_the_phone(site):
    lead = LeadFactory(site=site, phone=PHONE)
    lead.phone = "13900005678"
    lead.save(update_fields=["phone"])
    lead.refresh_from_db()
    assert lead.phone_key == phone_key("13900005678")
    erase(lead=lead, now=timezone.now())
    lead.refresh_from_db()
    assert (lead.phone, lead.phone_key) == ("", "")


def test_numbers_are_found_while_the_key_changes_and_after(site, settings, new_key):
    lead = LeadFactory(site=site, phone=PHONE)
    erased = LeadFactory(site=site)
    erase(lead=erased, now=timezone.now())
    new_key()
    fresh = LeadFactory(site=site, phone=PHONE)
    assert list(Lead.objects.with_phone(PHONE).order_by("pk")) == [lead, fresh]
    assert [rekey(), rekey()] == ["重算了 1 条。\n", "重算了 0 条。\n"]
    settings.SECRET_KEY_FALLBACKS = []
    assert list(Lead.objects.with_phone(PHONE).order_by("pk")) == [lead, fresh]


def test_number_is_found_by_the_index(site):
    found = Lead.objects.with_phone(PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "leads_lead_phone_key" in found.explain()
