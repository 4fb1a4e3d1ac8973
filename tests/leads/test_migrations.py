"""What the migrations make of rows that are stored already."""

from importlib import import_module

from django.apps import apps

from leads.models import Lead
from leads.phone_keys import phone_key
from tests.leads.factories import LeadFactory

fill_phone_keys = import_module("leads.migrations.0010_phones_by_key").fill
spell_as_one = import_module("leads.migrations.0004_one_spelling").spell_as_one


def test_stored_numbers_addresses_and_names_get_their_one_form(site):
    """As 0.2.0 stored them; what cannot be read stays."""
    old = [
        ("09798412345", "Zhao@example.com", "0979-8412345", "Zhao@example.com"),
        ("0979-8412345-801", "zhao＠example.com", "0979-8412345-801", "zhao@example.com"),
        ("4001169096", "", "400-116-9096", ""),
        ("12345", "zhao@qq.con", "12345", "zhao@qq.con"),
    ]
    leads = [LeadFactory(site=site, contact_name="王·经理", company="ＡＢＣ") for _ in old]
    for lead, (phone, email, *_) in zip(leads, old, strict=True):
        Lead.objects.filter(pk=lead.pk).update(phone=phone, email=email, search_text="")
    spell_as_one(apps, None)
    kept = Lead.objects.order_by("pk").values_list("phone", "email", "search_text")
    assert list(kept) == [(phone, email, "王经理 abc") for *_, phone, email in old]


def test_stored_numbers_get_their_keys(site):
    phones = ["13800001234", "0979-8412345-801", ""]
    for phone in phones:
        LeadFactory(site=site, phone=phone, email="zhao@example.com")
    Lead.objects.update(phone_key="")
    fill_phone_keys(apps, None)
    kept = Lead.objects.order_by("pk").values_list("phone_key", flat=True)
    assert list(kept) == [*map(phone_key, phones)]
