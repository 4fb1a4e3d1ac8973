"""What is erased, when, and what somebody does to a lead at that very moment."""

import datetime

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from psycopg2 import sql

from leads import actions
from leads.models import Lead, Submission
from leads.retention import AT_LEAST_A_DAY, announce, erase, erase_if_expired, purge
from leads.tokens import new_nonce
from tests.leads.factories import LeadFactory, MailFactory, MessageFactory
from tests.transactions import uncommitted

two_transactions = pytest.mark.django_db(transaction=True)
NOW = datetime.datetime(2026, 11, 21, 2, 42, tzinfo=datetime.UTC)
LONG_AGO = timezone.now() - datetime.timedelta(days=400)
WEEK = datetime.timedelta(days=7)
FOUR_YEARS = datetime.timedelta(days=4 * 365)


@pytest.fixture
def expired(site):
    """Closed so long ago that the worker erases it in its next hour."""
    return LeadFactory(
        site=site,
        received_at=LONG_AGO,
        stage="closed",
        closed_at=LONG_AGO,
        erase_due_at=LONG_AGO + datetime.timedelta(days=365),
    )


def ask(lead):
    return actions.ask_again(lead=lead, body="还有一个问题。", nonce=new_nonce())


def as_stored(lead):
    lead = Lead.objects.get(pk=lead.pk)
    return lead.stage, lead.phone, lead.erased_at, [m.body for m in lead.messages.all()]


@two_transactions
def test_question_asked_while_the_worker_purges_is_not_erased_unread(expired):
    with uncommitted(lambda: ask(expired)):
        purge(timezone.now())
    assert as_stored(expired) == ("contacted", "13800001234", None, ["还有一个问题。"])


def test_lead_reopened_since_the_list_was_read_is_looked_at_again(expired):
    ask(expired)
    assert erase_if_expired(expired.pk, timezone.now()) is False
    assert as_stored(expired) == ("contacted", "13800001234", None, ["还有一个问题。"])


def test_erasing_changes_nothing_but_what_is_personal(site, staff):
    lead = LeadFactory(site=site)
    stale = Lead.objects.get(pk=lead.pk)
    officer = staff("officer", site.region)
    actions.claim(lead=lead, by=officer)
    actions.move(lead=lead, by=officer, to_stage="visiting", stage_was="new")
    assert erase(lead=stale, now=timezone.now()) is True
    lead.refresh_from_db()
    assert (lead.owner, lead.stage, lead.phone) == (officer, "visiting", "")


def test_erasing_twice_keeps_the_first_time(site):
    lead, first = LeadFactory(site=site), timezone.now()
    erase(lead=lead, now=first)
    assert erase(lead=lead, now=first + datetime.timedelta(days=1)) is False
    lead.refresh_from_db()
    assert lead.erased_at == first


def test_erasing_leaves_figures_and_no_personal_data(site, staff):
    lead = LeadFactory(
        site=site,
        phone="13812345678",
        email="canary@example.com",
        contact_name="canary",
        company="canary",
        submission="canary",
        subject_label="canary",
        subject_query="canary",
        area_wanted="canary",
        timing_wanted="canary",
        message="canary",
    )
    MessageFactory(lead=lead, body="canary")
    MailFactory(lead=lead, recipient="canary@example.com")
    lead.follow_ups.create(body="canary")
    lead.lead_listings.create(label="canary", position=1)
    officer = staff("officer", site.region)
    view = lead.contact_views.create(by=officer, has_reason=True)
    lead.follow_ups.create(body="canary", contact_view=view)
    lead.consents.create(
        purpose="reply", text_version="1", text_hash="x", ip="192.0.2.7", given_at=NOW
    )
    erase(lead=lead, now=timezone.now())
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names() if name.startswith("leads_")
        ]
        for table in tables:
            cursor.execute(
                sql.SQL("SELECT count(*) FROM {} t WHERE t::text ~ %s").format(
                    sql.Identifier(table)
                ),
                ["canary|13812345678|192.0.2.7"],
            )
            assert (table, cursor.fetchone()[0]) == (table, 0)
    assert Lead.objects.get().topic == lead.topic
    with pytest.raises(IntegrityError, match="frozen"):  # the door is shut again
        Submission.objects.filter(pk=LeadFactory(site=site).submission.pk).delete()


def test_purge_erases_exactly_what_is_past_its_term(site):
    now = timezone.now()

    def days_ago(days):
        return now - datetime.timedelta(days=days)

    kept = [
        LeadFactory(site=site, stage="closed", closed_at=days_ago(364)),
        LeadFactory(site=site, is_quarantined=True, received_at=days_ago(179)),
        LeadFactory(site=site, received_at=days_ago(1000)),
    ]
    gone = [
        LeadFactory(site=site, stage="closed", closed_at=days_ago(366)),
        LeadFactory(site=site, is_quarantined=True, received_at=days_ago(181)),
        LeadFactory(site=site, received_at=days_ago(1096)),
    ]
    announce(now - WEEK)
    assert purge(now) == 3
    assert purge(now) == 0
    left = Lead.objects.filter(erased_at=None).order_by("pk")
    assert list(left) == kept
    assert [lead.phone for lead in Lead.objects.exclude(erased_at=None)] == [""] * len(gone)


def erased():
    return Lead.objects.exclude(erased_at=None).count()


def test_nothing_goes_before_it_was_announced_for_a_week(site):
    now = timezone.now()
    lead = LeadFactory(site=site, stage="closed", closed_at=now - datetime.timedelta(days=500))
    for hours in (0, 1, 7 * 24 - 1):
        assert purge(now + datetime.timedelta(hours=hours)) == 0
    lead.refresh_from_db()
    assert lead.erase_due_at == now + WEEK
    assert purge(now + WEEK) == 1


def test_what_is_announced_a_week_before_its_term_goes_with_its_term(site):
    now = timezone.now()
    LeadFactory(site=site, stage="closed", closed_at=now - datetime.timedelta(days=358, hours=1))
    done = [purge(now + datetime.timedelta(hours=hours)) for hours in (0, 7 * 24 - 2, 7 * 24)]
    assert done == [0, 0, 1]


def test_clock_years_ahead_erases_nothing_and_put_right_it_leaves_no_mark(site):
    """Two passes under it, with nobody to guard them: the worker itself would not begin."""
    leads = [LeadFactory(site=site) for _ in range(60)]
    now = timezone.now()
    for _ in range(2):
        assert purge(now + FOUR_YEARS) == 0
    assert Lead.objects.announced().count() == len(leads)
    purge(now)
    assert (erased(), Lead.objects.announced().count()) == (0, 0)


def test_clock_that_nobody_puts_right_for_a_week_takes_no_more_than_a_days_share(site, caplog):
    caplog.set_level("INFO")
    for _ in range(AT_LEAST_A_DAY + 10):
        LeadFactory(site=site)
    then = timezone.now() + FOUR_YEARS
    passes = [then, then + WEEK, then + WEEK + datetime.timedelta(hours=1)]
    assert [purge(now) for now in passes] == [0, AT_LEAST_A_DAY, 0]
    assert [line for line in caplog.messages if line.startswith("retention")] == [
        "retention: 60 announced, 0 erased, 0 wait for the next day's share",
        "retention: 0 announced, 50 erased, 10 wait for the next day's share",
    ]
    assert purge(then + WEEK + datetime.timedelta(days=1, seconds=1)) == 10


def test_lead_that_was_opened_again_is_announced_anew(expired):
    ask(expired)
    purge(timezone.now())
    expired.refresh_from_db()
    assert expired.erase_due_at is None


def test_erasure_that_a_manager_put_off_waits(site, staff, expired):
    now = timezone.now()
    manager = staff("manager", site.region)
    actions.postpone_erasure(lead=expired, by=manager, reason="诉讼尚未结束", now=now)
    days = [0, 29, 31]
    assert [purge(now + datetime.timedelta(days=day)) for day in days] == [0, 0, 1]


def test_visitors_wish_waits_for_no_week_and_no_manager(site, staff, expired):
    actions.postpone_erasure(lead=expired, by=staff("manager", site.region), reason="诉讼尚未结束")
    assert erase(lead=expired, now=timezone.now()) is True
