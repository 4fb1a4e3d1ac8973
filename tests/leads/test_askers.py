"""Who asks is found by number, address and any part of the name, and readable with a key alone."""

import io

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.sealed_fields import Sealed
from leads.models import Lead, Outbox, PartyIdentifier
from leads.name_marks import marks_of_name, name_key, wanted_marks
from leads.notifications import outbox
from leads.parties import join
from tests.leads.factories import LeadFactory

WHOLE_ROWS = "SELECT row_to_json(t)::text FROM {} t"
OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40
NAMES = ("赵女士", "阿依古丽·买买提", "Abdurrahman von der Lippe-Weissenfeld", "钱", "赵示例")
LETTERS = st.text("赵钱孙ab", max_size=14)


@pytest.fixture
def leads(site, settings):
    settings.DATA_KEYS = [OLD]
    kwargs = {"site": site, "company": "示例锂业", "email": "Zhao@Example.com"}
    return [LeadFactory(contact_name=name, **kwargs) for name in NAMES]


def stored():
    """All that the database holds of who asks."""
    with connection.cursor() as cursor:
        rows = []
        for table in ("leads_lead", "leads_party", "leads_partyidentifier", "leads_outbox"):
            cursor.execute(WHOLE_ROWS.format(table))
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows)


def test_names_numbers_and_addresses_are_sealed_and_firms_are_not(leads):
    for lead in leads:
        join(lead)
        outbox.owe_receipt(lead, occasion="o")
    kept = stored()
    secrets = ("赵女士", "买买提", "zhaonvshi", "13800001234", "Zhao@", "zhao@", "weissenfeld")
    assert [secret for secret in secrets if secret in kept] == []
    assert "示例锂业" in kept
    lead = Lead.objects.order_by("pk")[0]
    assert (lead.contact_name, lead.phone, lead.email) == ("赵女士", "13800001234", leads[0].email)
    assert {*Outbox.objects.values_list("recipient", flat=True)} == {leads[0].email}


def test_any_part_of_a_name_is_found_and_nothing_else(leads):
    for part in ("赵", "赵女", "女士", "古丽买", "丽·买", "VON DER", "lippeweissen", "weissenfelt"):
        expected = [name for name in NAMES if name_key(part) in name_key(name)]
        found = Lead.objects.named(part).order_by("pk").values_list("contact_name", flat=True)
        assert (part, [*found]) == (part, expected)
    assert Lead.objects.named("锂业").count() == len(NAMES)
    assert Lead.objects.named("业赵").count() == 0


@given(name=LETTERS, part=LETTERS.filter(len))
def test_marks_say_what_the_text_would(name, part):
    """But for a long part of which every eight characters stand in the name."""
    (wanted, *_) = wanted_marks(part)
    is_found = {*wanted} <= {*marks_of_name(name)}
    assert is_found == (part in name) or len(part) > 8


def test_same_text_is_known_again_and_no_more_than_that(leads):
    assert [*Lead.objects.filter(contact_name="赵女士")] == [leads[0]]
    assert Lead.objects.filter(contact_name__in=["钱", "赵示例"]).count() == 2
    assert [*Lead.objects.with_mail("zhao@example.COM").order_by("pk")] == leads
    assert not Lead.objects.filter(email="zhao@example.com").exists()
    with pytest.raises(FieldError, match="sealed"):
        Lead.objects.filter(phone__startswith="138").exists()


def test_unsealed_rows_of_an_older_release_are_found(leads):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_lead SET contact_name = '孙先生', email = 'sun@example.com'")
    assert Lead.objects.filter(contact_name="孙先生", email="sun@example.com").count() == len(NAMES)


def test_all_is_found_while_the_key_is_changed_and_after(leads, settings):
    for lead in leads:
        join(lead)

    def found():
        return [
            Lead.objects.with_phone("13800001234").count(),
            Lead.objects.with_mail("zhao@example.com").count(),
            Lead.objects.named("买买").count(),
            Lead.objects.filter(contact_name="赵女士").count(),
            PartyIdentifier.objects.filter(value="13800001234").count(),
        ]

    before = found()
    assert before == [5, 5, 1, 1, 1]
    settings.DATA_KEYS = [NEW, OLD]
    assert found() == before
    out = io.StringIO()
    call_command("rotate_data_keys", stdout=out)
    assert "重算了 5 条查找用的摘要。" in out.getvalue()
    settings.DATA_KEYS = [NEW]
    assert found() == before
    join(LeadFactory(site=leads[0].site, email="zhao@example.com"))
    assert PartyIdentifier.objects.filter(value="13800001234").count() == 1


def test_index_finds_parts_of_names(leads):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "leads_lead_name_marks" in Lead.objects.named("买买提").explain()
    assert "leads_lead_mail_key" in Lead.objects.with_mail("zhao@example.com").explain()


def test_every_column_of_a_person_is_sealed():
    names = ("contact_name", "phone", "email", "name_sound")
    assert all(isinstance(Lead._meta.get_field(name), Sealed) for name in names)
