"""What is stored is sealed anew beside the work: all of it, once, and nothing that is not read."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.sealed_fields import SealedJSONField
from core.sealed_rows import PLAIN, Batch, DailySealer, keys_in_use, reseal, sealed_fields
from core.sealing import data_keys
from leads.models import FollowUp, Lead, Submission
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten

FORGERY = "UPDATE leads_submission SET {}"
OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40


@pytest.fixture
def leads(site, settings):
    """Three, in plain words as an older release wrote them."""
    settings.DATA_KEYS = [OLD]
    made = [LeadFactory(site=site, message=f"话 {number}") for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_lead SET message = '话 ' || id")
    with rewritten(Submission), connection.cursor() as cursor:
        cursor.execute('UPDATE leads_submission SET payload = \'{"message": "旧"}\'')
    return made


def reseal_all(batch=2):
    return sum(done.resealed for field in sealed_fields() for done in reseal(field, batch))


def test_columns_of_every_room_are_found():
    found = {field.bound_to for field in sealed_fields()}
    assert {"leads_lead.message", "visits_visitevent.words", "landing_landingnode.note"} <= found


def test_plain_words_are_sealed_once_and_read_the_same(leads):
    assert keys_in_use() == {PLAIN: 6, data_keys().key_ids[0]: 6}
    assert [reseal_all(), reseal_all()] == [6, 0]
    assert keys_in_use() == {data_keys().key_ids[0]: 12}
    assert [*Lead.objects.order_by("pk").values_list("message", flat=True)] == [
        f"话 {lead.pk}" for lead in leads
    ]
    assert {row.payload["message"] for row in Submission.objects.all()} == {"旧"}


def test_former_key_goes_when_all_is_sealed_anew(leads, settings):
    reseal_all()
    settings.DATA_KEYS = [NEW, OLD]
    assert reseal_all() == 12
    settings.DATA_KEYS = [NEW]
    assert keys_in_use() == {data_keys().key_ids[0]: 12}
    assert Lead.objects.order_by("pk").first().message == f"话 {leads[0].pk}"


def test_what_no_key_opens_is_left_as_it_is(leads, settings):
    reseal_all()
    settings.DATA_KEYS = [NEW]
    lost = [field for field in sealed_fields() if field.bound_to == "leads_lead.message"]
    assert [*reseal(lost[0], 2)] == [Batch(0, 2), Batch(0, 1), Batch(0, 0)]
    settings.DATA_KEYS = [OLD]
    assert Lead.objects.order_by("pk").first().message == f"话 {leads[0].pk}"


def test_row_that_somebody_holds_is_passed_over(site, transactional_db, settings):
    held, free = (FollowUp.objects.create(lead=LeadFactory(site=site), body="话") for _ in "ab")
    settings.DATA_KEYS = [NEW]
    (field,) = [field for field in sealed_fields() if field.bound_to == "leads_followup.body"]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM leads_followup WHERE id = %s FOR UPDATE", [held.pk])
            assert sum(done.resealed for done in reseal(field)) == 1
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert sum(done.resealed for done in reseal(field)) == 1
    assert {held.pk, free.pk} == {*FollowUp.objects.values_list("pk", flat=True)}


def test_frozen_form_takes_a_sealed_string_and_nothing_else(site):
    submission = LeadFactory(site=site).submission
    (field,) = [field for field in sealed_fields() if isinstance(field, SealedJSONField)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.resealing', 'on', true)")
        for change in ("payload = '{}'", "payload = '\"x\"'", "token = 'x'"):
            with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
                cursor.execute(FORGERY.format(change))
    assert [*reseal(field)] == [Batch(0, 0)]
    assert Submission.objects.get(pk=submission.pk).payload["message"].startswith("想租")


def test_worker_seals_once_a_day(leads):
    rekeyed = []

    def rekey():
        rekeyed.append(keys_in_use()[PLAIN])
        yield 0

    sealer = DailySealer(rekey)
    assert len([*sealer.carry_on()]) > 2
    assert (rekeyed, keys_in_use()[PLAIN]) == ([0], 0)
    assert [*sealer.carry_on()] == []
    sealer.due_at = 0
    assert [*sealer.carry_on()]
    assert rekeyed == [0]
