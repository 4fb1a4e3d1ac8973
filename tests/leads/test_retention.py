"""What is erased, when, and what somebody does to a lead at that very moment."""

import datetime

import pytest
from django.utils import timezone

from leads import actions
from leads.models import Lead
from leads.retention import erase, erase_if_expired, purge
from leads.tokens import new_nonce
from tests.leads.factories import LeadFactory
from tests.leads.transactions import uncommitted

two_transactions = pytest.mark.django_db(transaction=True)
LONG_AGO = timezone.now() - datetime.timedelta(days=400)


@pytest.fixture
def expired(site):
    """Closed so long ago that the worker erases it in its next hour."""
    return LeadFactory(site=site, received_at=LONG_AGO, stage="closed", closed_at=LONG_AGO)


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
