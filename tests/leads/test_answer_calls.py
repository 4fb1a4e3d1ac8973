"""Who left a telephone alone is called: an answer on the status page reaches nobody."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.answer_calls import day_to_call
from tests.leads.factories import LeadFactory


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def answer(lead, officer, nonce="n", **more):
    actions.answer(lead=lead, by=officer, body="可以整租。", nonce=nonce, **more)


def steps(lead):
    rows = lead.next_steps.order_by("pk")
    return [(row.kind, row.what, row.outcome) for row in rows]


def test_answer_without_a_mailbox_is_a_call_until_it_is_recorded(client, site, officer):
    lead = LeadFactory(site=site)
    client.force_login(officer)
    words = {"body": "您好，可以整租。", "nonce": "n"}
    page = client.post(
        reverse("admin:leads_lead_step", args=[lead.pk, "answer"]), words, follow=True
    )
    assert ["请打电话告诉对方" in str(said) for said in page.context["messages"]] == [True]
    answer(lead, officer, nonce="another")  # one call tells both
    assert steps(lead) == [("call", "把答复告诉对方", "")]
    step = lead.next_steps.get()
    later = timezone.localdate() + datetime.timedelta(days=9)
    plan = {"kind": "visit", "what": "", "due_on": later, "outcome": "接通，已告诉"}
    actions.plan_step(lead=lead, by=officer, step_was=step.pk, **plan)
    assert steps(lead)[0] == ("call", "把答复告诉对方", "接通，已告诉")


def test_call_that_reached_somebody_is_that_step(site, officer):
    lead = LeadFactory(site=site)
    answer(lead, officer)
    actions.record_call(lead=lead, by=officer, outcome="no_answer")
    assert steps(lead) == [("call", "把答复告诉对方", "")]
    actions.record_call(lead=lead, by=officer, outcome="reached", body="知道了")
    assert steps(lead) == [("call", "把答复告诉对方", "接通，已告诉对方")]


def test_what_was_planned_makes_room_and_is_named(site, officer):
    lead = LeadFactory(site=site)
    day = datetime.date(2030, 3, 5)
    actions.plan_step(
        lead=lead, by=officer, kind="visit", what="看三号厂房", due_on=day, step_was=None
    )
    answer(lead, officer)
    planned = "把答复告诉对方；原定 3\u00a0月\u00a05\u00a0日 踏勘、见面：看三号厂房"
    assert steps(lead) == [
        ("visit", "看三号厂房", "已答复，先打电话告诉对方"),
        ("call", planned, ""),
    ]


def test_who_has_a_mailbox_or_was_told_is_not_called(site, officer):
    mailed, told = LeadFactory(site=site, email="zhao@example.com"), LeadFactory(site=site)
    answer(mailed, officer)
    answer(told, officer, nonce="m", is_told=True)
    assert steps(mailed) == steps(told) == []


@pytest.mark.parametrize(
    ("now", "day"),
    [((25, 10), 25), ((25, 18), 26), ((27, 19), 30), ((28, 9), 30)],
)
def test_call_is_due_while_the_office_is_open(db, now, day):
    moment = timezone.make_aware(datetime.datetime(2026, 11, *now))
    assert day_to_call(moment) == datetime.date(2026, 11, day)
