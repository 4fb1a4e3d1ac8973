"""What the database itself refuses."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from leads.models import (
    Consent,
    FollowUp,
    Lead,
    LeadListing,
    Outbox,
    StageChange,
    Submission,
    Throttle,
)
from tests.leads.factories import LeadFactory, MailFactory, MessageFactory

NOW = datetime.datetime(2026, 11, 21, 2, 42, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("can_be_answered", {"phone": "", "email": ""}),
        ("erased_holds_no_contact", {"erased_at": NOW}),
        ("reference_shape", {"reference": "GEM-001"}),
        ("reference_shape", {"reference": "7K3Q-9XMD-PT4U"}),
        ("known_stage", {"stage": "sold"}),
        ("closed_at_with_stage", {"stage": "lost", "closed_at": NOW}),
        ("ended_in_with_stage", {"ended_in": "visiting"}),
        ("ended_in_with_stage", {"stage": "closed", "closed_at": NOW, "ended_in": "lost"}),
        ("closed_at_with_stage", {"stage": "closed"}),
        ("closed_at_with_stage", {"closed_at": NOW}),
        ("times_in_order", {"due_at": NOW - datetime.timedelta(days=900)}),
        ("times_in_order", {"first_reply_at": NOW - datetime.timedelta(days=900)}),
        ("entered_by_somebody", {"channel": "phone"}),
        (
            "erased_holds_no_contact",
            {"erased_at": NOW, "phone": "", "contact_name": "", "channel_note": "x"},
        ),
        ("quarantined_for_a_reason", {"is_quarantined": True, "quarantine_reasons": []}),
    ],
)
def test_lead_rule_holds_in_the_database(site, rule, values):
    with pytest.raises(IntegrityError, match=f"leads_lead_{rule}"):
        LeadFactory(site=site, **values)


def test_reference_is_unique(site):
    LeadFactory(site=site, reference="7K3Q-9XMD-PT4V")
    with pytest.raises(IntegrityError, match="reference"):
        LeadFactory(site=site, reference="7K3Q-9XMD-PT4V")


def test_message_and_its_kin_refuse_nonsense(site, superuser):
    lead = LeadFactory(site=site)
    message = MessageFactory(lead=lead)
    consent = {"purpose": "reply", "text_version": "1", "text_hash": "x", "given_at": NOW}
    Consent.objects.create(lead=lead, **consent)
    mail = MailFactory(lead=lead)
    mail_again = {"lead": lead, "kind": mail.kind, "occasion": mail.occasion}
    token = lead.submission.token
    now = timezone.now()
    broken = {
        "leads_message_nonce": lambda: MessageFactory(lead=lead, nonce=message.nonce),
        "leads_message_says_something": lambda: MessageFactory(lead=lead, body=""),
        "leads_message_visitors_are_not_staff": lambda: MessageFactory(
            lead=lead, direction="in", by=superuser
        ),
        "leads_followup_says_something": lambda: FollowUp.objects.create(lead=lead, body=""),
        "leads_stagechange_is_a_change": lambda: StageChange.objects.create(
            lead=lead, from_stage="new", to_stage="new"
        ),
        "leads_consent_once_a_text": lambda: Consent.objects.create(lead=lead, **consent),
        "leads_outbox_once_an_occasion": lambda: MailFactory(**mail_again),
        "leads_outbox_sent_to_somebody": lambda: MailFactory(lead=lead, recipient="", sent_at=now),
        "leads_outbox_sent_or_given_up": lambda: MailFactory(
            lead=lead, sent_at=now, given_up_at=now
        ),
        "leads_outbox_message_id": lambda: MailFactory(lead=lead, message_id=mail.message_id),
        "leads_submission_token": lambda: Submission.objects.create(
            lead=Lead.objects.create(
                site=site, topic=lead.topic, phone="13800001234", due_at=now, received_at=now
            ),
            token=token,
            payload={},
            submitted_at=now,
        ),
        "leads_throttle_bucket": lambda: [
            Throttle.objects.create(scope="x", key="y", window_at=NOW, hits=1) for _ in range(2)
        ],
    }
    for constraint, attempt in broken.items():
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            attempt()


def test_submission_without_a_token_is_refused(site):
    lead = LeadFactory(site=site)
    other = Lead(site=site, topic=lead.topic, phone="13800001234", due_at=timezone.now())
    other.received_at = other.due_at
    other.save()
    with pytest.raises(IntegrityError, match="leads_submission_has_token"):
        Submission.objects.create(lead=other, token="", payload={}, submitted_at=NOW)


# ---- Frozen words ----


def test_submission_cannot_be_changed_by_orm_or_sql(site):
    submission = LeadFactory(site=site).submission
    submission.payload = {"message": "改过的话"}
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        submission.save()
    for statement in ("UPDATE leads_submission SET payload = '{}'", "DELETE FROM leads_submission"):
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        submission.lead.delete()
    assert Submission.objects.get().payload["message"].startswith("想租")


# ---- Queries ----


def test_inbox_words_name_the_right_leads(site, other_site, staff, superuser):
    officer, now = staff("officer", site.region), timezone.now()
    late = now - datetime.timedelta(days=3)
    new = LeadFactory(site=site)
    mine = LeadFactory(site=site, owner=officer, stage="contacted")
    overdue = LeadFactory(site=site, received_at=late, stage="contacted")
    asked_again = LeadFactory(
        site=site,
        received_at=late,
        first_reply_at=late,
        stage="answered",
        follow_up_due_at=now - datetime.timedelta(hours=1),
    )
    answered = LeadFactory(site=site, received_at=late, first_reply_at=late, stage="answered")
    closed = LeadFactory(site=site, owner=officer, received_at=late, stage="closed", closed_at=now)
    doubtful = LeadFactory(site=site, received_at=late, is_quarantined=True)
    foreign = LeadFactory(site=other_site, received_at=late)
    scoped = Lead.objects.in_scope(officer).order_by("pk")
    assert list(scoped) == [new, mine, overdue, asked_again, answered, closed, doubtful]
    assert list(scoped.new()) == [new]
    assert list(scoped.mine(officer)) == [mine]
    assert list(scoped.overdue(now)) == [overdue, asked_again]
    assert list(scoped.quarantined()) == [doubtful]
    assert foreign in Lead.objects.in_scope(superuser)
    assert list(Lead.objects.in_scope(staff("editor", site.region))) == []
    assert list(Lead.objects.in_scope(staff("auditor", site.region))) == []


def test_throttle_counts_in_windows(db):
    hits = Throttle.objects.hit
    later = NOW + datetime.timedelta(hours=1)
    assert [hits("a", "x", NOW), hits("a", "x", NOW), hits("a", "y", NOW)] == [1, 2, 1]
    assert hits("a", "x", later) == 1
    assert "x" not in Throttle.objects.values_list("key", flat=True)


def test_sliding_windows_begin_anew_at_no_full_hour(db):
    hits, minutes = Throttle.objects.hit_sliding, [58, 59, 61, 117, 125, 300]
    moments = [NOW.replace(minute=0) + datetime.timedelta(minutes=m) for m in minutes]
    assert [hits("a", "x", now) for now in moments] == [1, 2, 3, 4, 2, 1]
    Throttle.objects.take_back("a", "x", moments[-1])
    assert hits("a", "x", moments[-1]) == 1


def test_sliding_day_is_kept_for_its_whole_length(db):
    day, hour = datetime.timedelta(days=1), datetime.timedelta(hours=1)
    times = [NOW, NOW + day - hour, NOW + day, NOW + day + hour]
    counts = []
    for now in times:
        Throttle.objects.stale(now).delete()
        counts.append(Throttle.objects.hit_sliding("a", "x", now, window=day, part=hour))
    assert counts == [1, 2, 3, 3]


def test_names_of_rows_hold_no_personal_data(site):
    lead = LeadFactory(site=site, email="canary@example.com", contact_name="canary")
    rows = [lead, lead.submission, MessageFactory(lead=lead, body="canary"), MailFactory(lead=lead)]
    rows.append(Outbox.objects.create(lead=lead, kind="receipt", recipient="canary@example.com"))
    names = [str(row) for row in rows]
    assert not [name for name in names if "canary" in name or "1380000" in name]
    assert len(set(names)) == len(names)


def test_a_place_stands_once_in_an_enquiry(site, places):
    lead = LeadFactory(site=site)
    lead.lead_listings.create(listing=places[0], label="甲", position=1)
    with pytest.raises(IntegrityError, match="leads_leadlisting_listing_once"):
        LeadListing.objects.create(lead=lead, listing=places[0], label="甲", position=2)


def test_positions_differ(site, places):
    lead = LeadFactory(site=site)
    lead.lead_listings.create(listing=places[0], label="甲", position=1)
    with pytest.raises(IntegrityError, match="leads_leadlisting_position_once"):
        LeadListing.objects.create(lead=lead, listing=places[1], label="乙", position=1)
