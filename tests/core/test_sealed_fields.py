"""Sealed columns are texts in Python, sealed in the database, and looked into by nobody there."""

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.db.models import F

from core.sealing import Unreadable, is_sealed
from leads.models import FollowUp, Lead, NextStep, Submission
from tests.leads.factories import LeadFactory, MessageFactory

READ, WRITE = "SELECT {1}::text FROM {0} WHERE id = %s", "UPDATE {0} SET {1} = %s WHERE id = %s"
WORDS = "问清用电负荷"
LOST = "lost-" + "l" * 40


@pytest.fixture
def lead(site):
    return LeadFactory(site=site, area_wanted="50 亩", message=WORDS)


def stored(model, column, pk):
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(READ.format(table, column), [pk])
        return cursor.fetchone()[0]


def plainly(model, column, pk, text):
    """As an older release wrote it."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(WRITE.format(table, column), [text, pk])


def test_text_is_sealed_whichever_way_it_is_written(lead):
    note, other = FollowUp(lead=lead, body="甲"), FollowUp(lead=lead, body="乙")
    FollowUp.objects.bulk_create([note, other])
    other.body = "丙"
    FollowUp.objects.bulk_update([other], ["body"])
    FollowUp.objects.filter(pk=note.pk).update(body="丁")
    kept = [stored(FollowUp, "body", row.pk) for row in (note, other)]
    assert [is_sealed(text) for text in kept] == [True, True]
    assert [*FollowUp.objects.order_by("pk").values_list("body", flat=True)] == ["丁", "丙"]
    assert FollowUp.objects.order_by("pk").first().body == "丁"


def test_form_of_a_visitor_is_one_sealed_string(lead):
    kept = stored(Submission, "payload", lead.submission.pk)
    assert (is_sealed(kept.strip('"')), "message" in kept) == (True, False)
    assert [*Submission.objects.values_list("payload", flat=True)] == [lead.submission.payload]


def test_words_of_an_older_release_are_read_as_they_are(lead):
    plainly(Lead, "message", lead.pk, "旧的话")
    assert Lead.objects.get().message == "旧的话"
    plainly(Lead, "message", lead.pk, "sealed:1: 访客自己写的")
    assert Lead.objects.get().message == "sealed:1: 访客自己写的"


@pytest.mark.parametrize(
    "lookup", ["message", "message__icontains", "message__in", "message__lower", "area_wanted__gt"]
)
def test_filter_on_a_sealed_column_is_refused(lead, lookup):
    with pytest.raises(FieldError, match="sealed"):
        Lead.objects.filter(**{lookup: WORDS}).exists()


def test_inside_of_a_sealed_form_is_refused(lead):
    with pytest.raises(FieldError, match="sealed"):
        Submission.objects.filter(payload__message=WORDS).exists()


def test_emptiness_is_known(lead):
    bare = LeadFactory(site=lead.site, message="")
    assert [*Lead.objects.filter(message="")] == [bare]
    assert [*Lead.objects.exclude(message="")] == [lead]
    assert not Lead.objects.filter(message__isnull=True).exists()


def test_length_is_counted_in_characters_that_were_typed(lead):
    step = NextStep(lead=lead, kind="call", what="长" * 120, due_on="2031-01-01")
    step.full_clean(exclude=["by"])
    step.save()
    assert NextStep.objects.get().what == "长" * 120
    step.what += "长"
    with pytest.raises(ValidationError, match="120"):
        step.full_clean(exclude=["by"])


@pytest.fixture
def without_key(settings, lead):
    """What is stored was sealed with a key that is gone."""
    settings.DATA_KEYS = [LOST]
    note = FollowUp.objects.create(lead=lead, body=WORDS)
    Lead.objects.filter(pk=lead.pk).update(message=WORDS)
    settings.DATA_KEYS = []
    return note


def test_unreadable_text_is_said_when_it_is_read_and_no_sooner(without_key):
    lead = Lead.objects.get()
    assert lead.area_wanted == "50 亩"
    with pytest.raises(Unreadable):
        lead.message  # noqa: B018 -- reading it raises
    with pytest.raises(Unreadable):
        str(FollowUp.objects.values_list("body", flat=True).get())


def test_unreadable_text_is_written_back_as_it_was(without_key, settings):
    lead, note = Lead.objects.get(), FollowUp.objects.get()
    before = [stored(Lead, "message", lead.pk), stored(FollowUp, "body", note.pk)]
    lead.area_wanted = "60 亩"
    lead.save()
    note.save()
    FollowUp.objects.update(body=F("body"))
    assert [stored(Lead, "message", lead.pk), stored(FollowUp, "body", note.pk)] == before
    settings.DATA_KEYS = [LOST]
    kept = Lead.objects.get()
    assert (kept.message, kept.area_wanted, FollowUp.objects.get().body) == (WORDS, "60 亩", WORDS)


def test_text_moved_to_another_column_does_not_open(lead):
    note = FollowUp.objects.create(lead=lead, body=WORDS)
    message = MessageFactory(lead=lead)
    plainly(FollowUp, "body", note.pk, stored(type(message), "body", message.pk))
    with pytest.raises(Unreadable):
        FollowUp.objects.get().body  # noqa: B018 -- reading it raises
