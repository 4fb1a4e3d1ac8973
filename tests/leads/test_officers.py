"""What officers do while others work on the same lead, or on its site."""

import pytest
from django.utils import timezone

from leads import actions
from leads.models import FollowUp, Lead, Message, Outbox
from leads.retention import erase
from regions.models import Region, Site
from tests.leads.factories import LeadFactory
from tests.transactions import overlapping, uncommitted, without_waiting

two_transactions = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def answer(lead, by, body="可以整租。"):
    return actions.answer(lead=lead, by=by, body=body, nonce="n")


STEPS = {
    "claim": lambda lead, by: actions.claim(lead=lead, by=by),
    "assign": lambda lead, by: actions.assign(lead=lead, by=by, to=by, owner_was=None),
    "answer": answer,
    "move": lambda lead, by: actions.move(lead=lead, by=by, to_stage="visiting", stage_was="new"),
    "add_note": lambda lead, by: actions.add_note(lead=lead, by=by, body="备注"),
    "reveal_contact": lambda lead, by: actions.reveal_contact(lead=lead, by=by),
}


@two_transactions
@pytest.mark.parametrize("step", STEPS)
def test_step_does_not_wait_for_work_on_its_site(site, officer, step):
    lead = LeadFactory(site=site)

    def hold_the_region():
        list(Site.objects.select_for_update(no_key=True))
        list(Region.objects.select_for_update(no_key=True))

    with uncommitted(hold_the_region), without_waiting():
        STEPS[step](lead, officer)


@two_transactions
def test_release_does_not_wait_for_work_on_its_site(site, officer):
    lead = LeadFactory(site=site, is_quarantined=True)
    with uncommitted(lambda: list(Site.objects.select_for_update(no_key=True))), without_waiting():
        actions.release(lead=lead, by=officer)


@two_transactions
def test_answer_and_question_at_once_are_both_kept_and_one_is_owed(site, officer):
    lead = LeadFactory(site=site)
    overlapping(
        lambda: answer(lead, officer),
        lambda: actions.ask_again(lead=lead, body="电价多少？", nonce="q"),
    )
    lead.refresh_from_db()
    assert [m.body for m in lead.messages.order_by("pk")] == ["可以整租。", "电价多少？"]
    assert (lead.stage, lead.owner) == ("answered", officer)
    assert lead.follow_up_due_at is not None


@two_transactions
def test_step_on_a_lead_that_is_erased_at_that_moment_is_refused(site, officer):
    lead = LeadFactory(site=site)
    with pytest.raises(actions.LeadConflict, match="已按期删除"):
        overlapping(lambda: erase(lead=lead, now=timezone.now()), lambda: answer(lead, officer))
    assert (Message.objects.count(), FollowUp.objects.count()) == (0, 0)


@two_transactions
def test_steps_at_once_change_only_what_is_theirs(site, officer, staff):
    lead, chief = LeadFactory(site=site), staff("manager", site.region)
    overlapping(
        lambda: actions.claim(lead=lead, by=officer),
        lambda: STEPS["move"](lead, chief),
    )
    stored = Lead.objects.get()
    assert (stored.owner, stored.stage) == (officer, "visiting")


def test_answer_with_other_words_from_the_page_before_is_sent_too(site, officer):
    lead = LeadFactory(site=site, email="zhao@example.com")
    for body in ("可以整租。", "可以整租。", "可以分租。"):
        answer(lead, officer, body)
    assert [m.body for m in lead.messages.order_by("pk")] == ["可以整租。", "可以分租。"]
    assert Outbox.objects.filter(kind="answered").count() == 2
