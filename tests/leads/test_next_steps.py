"""What is to happen next: one open step a lead, closed by saying what came of it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from leads import actions
from leads.models import Lead, LostReason, NextStep
from tests.leads.factories import LeadFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def plan(lead, by, **changes):
    today = timezone.localdate()
    step = {"kind": "call", "what": "问清负荷", "due_on": today + DAY, "step_was": None}
    return actions.plan_step(lead=lead, by=by, **step | changes)


def test_who_plans_for_a_lead_of_nobody_owns_it(lead, officer):
    step = plan(lead, officer)
    lead.refresh_from_db()
    assert lead.owner == officer
    assert (step.words, step.done_at) == ("打电话：问清负荷", None)


def test_next_step_asks_what_came_of_the_last(lead, officer):
    first = plan(lead, officer)
    with pytest.raises(actions.LeadConflict, match="请写上这一步的结果"):
        plan(lead, officer, step_was=first.pk)
    second = plan(lead, officer, kind="wait", what="", step_was=first.pk, outcome="要 630 kVA")
    first.refresh_from_db()
    assert (first.outcome, first.done_by) == ("要 630 kVA", officer)
    assert list(NextStep.objects.open()) == [second]
    assert second.words == "等对方"


def test_step_planned_by_a_colleague_meanwhile_is_not_overwritten(lead, officer):
    plan(lead, officer)
    with pytest.raises(actions.LeadConflict, match="刚刚有变动"):
        plan(lead, officer)


def test_lead_that_ends_leaves_no_step_open(lead, officer):
    step = plan(lead, officer)
    reason = LostReason.objects.first()
    words = {"to_stage": "lost", "stage_was": "new", "lost_reason": reason}
    actions.move(lead=lead, by=officer, **words)
    step.refresh_from_db()
    assert step.outcome == "随线索结束：未成"
    assert not NextStep.objects.open().exists()
    with pytest.raises(actions.LeadConflict, match="已经结束"):
        plan(lead, officer)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("leads_nextstep_one_open", {}),
        ("leads_nextstep_done_with_outcome", {"done_at": timezone.now()}),
        ("leads_nextstep_known_kind", {"kind": "fax", "done_at": timezone.now(), "outcome": "x"}),
        ("leads_nextstep_other_is_said", {"kind": "other"}),
    ],
)
def test_rule_holds_in_the_database(lead, officer, rule, values):
    plan(lead, officer)
    values = {"lead": lead, "by": officer, "kind": "call", "due_on": timezone.localdate()} | values
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        NextStep.objects.create(**values)


def test_tray_holds_what_somebody_works_on_and_nobody_planned_for(site, officer):
    new = LeadFactory(site=site)
    answered = LeadFactory(site=site, stage="answered")
    planned = LeadFactory(site=site, stage="answered")
    done = LeadFactory(site=site, stage="visiting")
    for lead in (planned, done):
        plan(lead, officer)
    NextStep.objects.filter(lead=done).update(done_at=timezone.now(), outcome="去过了")
    found = NextStep.objects.missing_of(Lead.objects.order_by("pk"))
    assert list(found) == [answered, done]
    assert new not in found


def test_own_lead_with_a_step_of_today_or_before_is_due(site, lead, officer):
    step, today = plan(lead, officer), timezone.localdate()
    plan(LeadFactory(site=site), officer, due_on=today + 9 * DAY)
    mine = Lead.objects.mine(officer)
    assert list(NextStep.objects.due_of(mine, today)) == []
    assert list(NextStep.objects.due_of(mine, today + DAY)) == [lead]
    actions.move(lead=lead, by=officer, to_stage="closed", stage_was="new")
    assert list(NextStep.objects.due_of(mine, step.due_on)) == []
