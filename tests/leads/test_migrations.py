"""What the migrations make of rows that are stored already."""

from importlib import import_module

from django.apps import apps
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint

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


def test_tables_at_work_are_not_locked_while_their_rows_are_read():
    """Since 0041. An index is made beside the work; a rule holds for new rows, then for all."""
    found = []
    for (room, name), migration in MigrationLoader(None).disk_migrations.items():
        if room == "leads" and name > "0041":
            steps = migration.operations
            made = {step.name.lower() for step in steps if isinstance(step, migrations.CreateModel)}
            found += [(name, type(step).__name__) for step in steps if locks_long(step, made)]
            is_filling = any(isinstance(step, migrations.RunPython) for step in steps)
            found += [(name, "fills")] if is_filling and migration.atomic and len(steps) > 1 else []
    assert found == []


def locks_long(step, made):
    if getattr(step, "model_name", "").lower() in made:
        return False
    is_check = isinstance(getattr(step, "constraint", None), CheckConstraint)
    return type(step) is migrations.AddIndex or (
        type(step) is migrations.AddConstraint and is_check
    )


def test_what_came_in_before_is_told_as_it_was_judged(site):
    """A batch a time, as often as it takes."""
    for _ in range(2):
        LeadFactory(site=site, is_quarantined=True, quarantine_reasons=["link"])
    let_in = LeadFactory(site=site)
    Lead.objects.update(verdict="accepted")
    told = import_module("leads.migrations.0047_checked_beside_the_work").tell_what_was_thought
    told(apps, None)
    assert {*Lead.objects.exclude(pk=let_in.pk).values_list("verdict", flat=True)} == {"quarantine"}
    let_in.refresh_from_db()
    assert let_in.verdict == "accepted"
