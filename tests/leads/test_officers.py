"""What officers do while others work on the same lead, or on its site."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from leads import actions
from leads.models import FollowUp, Lead, LostReason, Message, Outbox
from leads.retention import announce, erase
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
    with pytest.raises(actions.LeadConflict, match="已删除"):
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


# ---- The clock was put back ----


def test_steps_under_a_clock_put_back_are_kept_in_order(site, officer):
    """An hour back: `times_in_order` refused the answer, and it was lost."""
    lead = LeadFactory(site=site, received_at=timezone.now(), email="zhao@example.com")
    earlier = lead.received_at - datetime.timedelta(hours=1)
    actions.answer(lead=lead, by=officer, body="可以整租。", nonce="n", now=earlier)
    actions.ask_again(lead=lead, body="电价多少？", nonce="q", now=earlier)
    actions.move(lead=lead, by=officer, to_stage="closed", stage_was="answered", now=earlier)
    lead.refresh_from_db()
    assert (lead.first_reply_at, lead.closed_at) == (lead.received_at, lead.received_at)
    assert [m.sent_at for m in lead.messages.all()] == [lead.received_at] * 2


# ---- Erasing is put off ----


@pytest.fixture
def announced(site):
    """Goes in three days."""
    now = timezone.now()
    return LeadFactory(
        site=site,
        stage="closed",
        received_at=now - datetime.timedelta(days=400),
        closed_at=now - datetime.timedelta(days=362),
        erase_due_at=now + datetime.timedelta(days=3),
    )


def test_manager_puts_erasing_off_by_a_month_and_says_why(site, staff, announced):
    now = timezone.now()
    manager = staff("manager", site.region)
    actions.postpone_erasure(lead=announced, by=manager, reason="诉讼尚未结束", now=now)
    announced.refresh_from_db()
    until = now + datetime.timedelta(days=30)
    assert announced.erase_due_at == until
    [note] = announced.follow_ups.all()
    day = timezone.localtime(until).strftime("%Y-%m-%d")
    assert (note.by, note.body) == (manager, f"暂缓删除个人信息至 {day}：诉讼尚未结束")


@pytest.fixture
def moved(site, officer):
    """moved(days, stage, …): a lead that the officer moved so many days after it came."""
    came = timezone.now() - datetime.timedelta(days=380)
    lead = LeadFactory(site=site, received_at=came)

    def move(days, *stages):
        for stage in stages:
            lead.refresh_from_db()
            now = came + datetime.timedelta(days=days)
            words = {"to_stage": stage, "stage_was": lead.stage}
            words["lost_reason"] = LostReason.objects.first()
            actions.move(lead=lead, by=officer, now=now, **words)
        lead.refresh_from_db()
        return lead

    return move


def test_lead_opened_and_closed_again_by_staff_keeps_its_term(moved):
    """Two clicks of any officer began another year, whatever a manager may put off."""
    first = moved(10, "closed").closed_at
    announce(timezone.now())
    assert Lead.objects.get().erase_due_at
    moved(379, "contacted")
    assert moved(379, "closed").closed_at == first
    assert moved(379, "lost").closed_at == first
    announce(timezone.now())
    assert Lead.objects.get().erase_due_at


def test_lead_closed_again_after_a_word_of_the_visitor_has_a_new_term(moved, officer):
    lead = moved(10, "closed")
    now = lead.received_at + datetime.timedelta(days=300)
    actions.ask_again(lead=lead, body="电价多少？", nonce="q", proof="phone", now=now)
    later = moved(301, "closed").closed_at
    assert later == lead.received_at + datetime.timedelta(days=301)
    # The word was not the visitor's: the first term counts.
    moved(302, "contacted")
    actions.undo(lead=lead, by=officer, act=f"message-{lead.messages.get().pk}")
    assert moved(303, "closed").closed_at == lead.received_at + datetime.timedelta(days=10)


def test_only_a_manager_puts_erasing_off(officer, announced):
    with pytest.raises(PermissionDenied):
        actions.postpone_erasure(lead=announced, by=officer, reason="再留一阵")


def test_nobody_puts_erasing_off_past_three_years(site, staff, announced):
    manager, now = staff("manager", site.region), timezone.now()
    received_at = now - datetime.timedelta(days=3 * 365 - 10)
    Lead.objects.filter(pk=announced.pk).update(received_at=received_at)
    actions.postpone_erasure(lead=announced, by=manager, reason="诉讼尚未结束", now=now)
    announced.refresh_from_db()
    assert announced.erase_due_at == announced.keep_at_most_until
    with pytest.raises(actions.LeadConflict, match="3 年"):
        actions.postpone_erasure(lead=announced, by=manager, reason="诉讼尚未结束", now=now)


def test_nobody_puts_erasing_off_a_fourth_time(site, staff, announced):
    manager, now = staff("manager", site.region), timezone.now()
    for month in range(3):
        then = now + month * datetime.timedelta(days=30)
        actions.postpone_erasure(lead=announced, by=manager, reason="诉讼尚未结束", now=then)
    announced.refresh_from_db()
    assert announced.erase_due_at == now + datetime.timedelta(days=90)
    with pytest.raises(actions.LeadConflict, match="已暂缓 3 次"):
        actions.postpone_erasure(lead=announced, by=manager, reason="诉讼尚未结束")
    assert (Lead.objects.get().erase_due_at, announced.follow_ups.count()) == (
        announced.erase_due_at,
        3,
    )


@pytest.mark.parametrize("reason", ["x", "……………", "要 留", "1.2.3"])
def test_reason_to_put_erasing_off_has_some_words(site, staff, announced, reason):
    with pytest.raises(actions.LeadConflict, match="写清楚"):
        actions.postpone_erasure(lead=announced, by=staff("manager", site.region), reason=reason)
    assert not announced.follow_ups.exists()


def test_what_is_not_announced_is_not_put_off(site, staff):
    with pytest.raises(actions.LeadConflict, match="没有安排删除"):
        actions.postpone_erasure(
            lead=LeadFactory(site=site), by=staff("manager", site.region), reason="诉讼尚未结束"
        )


def test_new_owner_is_told_unless_it_was_their_own_doing(lead, officer, staff):
    other = staff("officer", lead.site.region, email="other@example.com")
    actions.assign(lead=lead, by=officer, to=other, owner_was=None)
    actions.assign(lead=lead, by=officer, to=officer, owner_was=other.pk)
    told = Outbox.objects.values_list("kind", "recipient")
    assert list(told) == [("assigned", "other@example.com")]


def test_new_owner_without_a_mailbox_is_no_error(lead, officer, staff):
    other = staff("officer", lead.site.region, email="")
    actions.assign(lead=lead, by=officer, to=other, owner_was=None)
    assert not Outbox.objects.exists()
