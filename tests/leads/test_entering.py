"""An enquiry that came by telephone is kept like one from the form."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from leads import actions
from leads.models import Consent, Lead, Outbox, StageChange, Submission, Topic
from tests.transactions import overlapping

MONDAY = timezone.make_aware(datetime.datetime(2026, 11, 30, 10, 0))


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


@pytest.fixture
def told(site):
    """told(**changes) → cleaned data of the form."""

    def make(**changes):
        return {
            "topic": Topic.objects.get(slug="space"),
            "channel": "phone",
            "channel_note": "",
            "contact_name": "钱示例",
            "company": "示例锂业",
            "phone": "13800001234",
            "email": "",
            "area_wanted": "",
            "timing_wanted": "",
            "message": "要 3,000 ㎡ 厂房",
            "subject_query": "",
            "came_in_at": MONDAY,
            "is_mine": True,
            "spoken_answer": "",
        } | changes

    return make


def enter(site, by, data, nonce="n", now=MONDAY):
    return actions.enter(site=site, by=by, data=data, subject=None, nonce=nonce, now=now)


def test_it_has_an_owner_a_clock_and_frozen_words(site, officer, told):
    lead = enter(site, officer, told())
    assert (lead.channel, lead.entered_by) == ("phone", officer)
    lead.refresh_from_db()
    assert (lead.owner, lead.stage, lead.name_sound) == (officer, "contacted", "qianshili")
    assert lead.due_at > MONDAY
    assert lead.first_reply_at is None
    words = Submission.objects.get(lead=lead).payload
    assert (words["message"], words["channel"]) == ("要 3,000 ㎡ 厂房", "电话")


def test_clock_runs_from_when_it_came_in(site, officer, told):
    friday = MONDAY - datetime.timedelta(days=3)
    late, at_once = enter(site, officer, told(came_in_at=friday)), enter(site, officer, told(), "m")
    assert (late.received_at, at_once.received_at) == (friday, MONDAY)
    assert late.due_at < at_once.due_at


def test_consent_is_kept_as_heard_by_the_officer(site, officer, told):
    lead = enter(site, officer, told())
    consent = Consent.objects.get(lead=lead)
    assert (consent.heard_by, consent.given_at, consent.ip) == (officer, MONDAY, None)
    assert consent.text_hash


def test_one_for_all_is_told_to_all_and_one_of_ones_own_to_nobody(site, officer, told):
    officer.email = "officer@example.com"
    officer.save()
    enter(site, officer, told())
    assert not Outbox.objects.exists()
    lead = enter(site, officer, told(is_mine=False), "m")
    assert (lead.owner, lead.stage) == (None, "new")
    assert [mail.kind for mail in lead.mails.all()] == ["new_lead"]


def test_who_left_a_mail_address_gets_a_receipt(site, officer, told):
    lead = enter(site, officer, told(email="qian@example.com"))
    assert [(m.kind, m.recipient) for m in lead.mails.all()] == [("receipt", "qian@example.com")]


def test_what_was_answered_on_the_spot_is_answered(site, officer, told):
    lead = enter(site, officer, told(is_mine=False, spoken_answer="有，3 号厂房。"))
    lead.refresh_from_db()
    assert (lead.owner, lead.stage, lead.first_reply_at) == (officer, "answered", MONDAY)
    assert [m.body for m in lead.messages.all()] == ["有，3 号厂房。"]
    changes = StageChange.objects.order_by("pk").values_list("to_stage", flat=True)
    assert list(changes) == ["contacted", "answered"]


def test_officer_of_another_region_enters_nothing(site, other_site, staff, told):
    with pytest.raises(PermissionDenied):
        enter(site, staff("officer", other_site.region), told())
    assert not Lead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_same_form_twice_at_once_is_one_lead(site, officer, told):
    overlapping(lambda: enter(site, officer, told()), lambda: enter(site, officer, told()))
    assert Lead.objects.count() == 1
