"""What the visitor reads of an enquiry: what happened, what was answered, what comes next."""

import datetime

import pytest
from django.utils import timezone

from leads import actions
from leads.deadlines import in_words
from leads.models import Lead, LostReason
from leads.retention import erase
from leads.visitor_timeline import STANDINGS, steps_of
from tests.leads.factories import LeadFactory, MessageFactory

NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region)


def titles(lead):
    lead.refresh_from_db()
    return [step.title for step in steps_of(lead)]


def test_new_enquiry_is_sent_and_waits(site):
    lead = LeadFactory(site=site, submission="想租厂房。")
    sent, waiting = steps_of(lead)
    assert (sent.title, sent.note, sent.body) == ("已提交", lead.topic.name, "想租厂房。")
    assert (waiting.title, waiting.note) == ("等待答复", f"最迟 {in_words(lead.due_at)} 前")
    assert [sent.is_current, waiting.is_current] == [False, True]


def test_story_is_told_in_the_order_of_time(site, officer):
    lead = LeadFactory(site=site, received_at=NOW - 9 * HOUR)
    actions.claim(lead=lead, by=officer, now=NOW - 8 * HOUR)
    actions.answer(lead=lead, by=officer, body="可以整租。", nonce="a", now=NOW - 7 * HOUR)
    actions.ask_again(lead=lead, body="电价多少？", nonce="b", now=NOW - 6 * HOUR)
    assert titles(lead) == ["已提交", "已受理", "已答复", "您的追问", "等待答复"]
    actions.answer(lead=lead, by=officer, body="见附件。", nonce="c", now=NOW - 5 * HOUR)
    actions.move(
        lead=lead, by=officer, to_stage="visiting", stage_was="answered", now=NOW - 4 * HOUR
    )
    actions.close_by_visitor(lead=lead, now=NOW - 3 * HOUR)
    assert titles(lead)[4:] == ["已答复", "踏勘洽谈", "已办结", "本次咨询已结束"]


def test_first_answer_says_how_long_it_took(site, officer):
    lead = LeadFactory(site=site, received_at=NOW - 9 * HOUR)
    for nonce, hours in (("a", 7), ("b", 5)):
        actions.answer(lead=lead, by=officer, body=nonce, nonce=nonce, now=NOW - hours * HOUR)
    lead.refresh_from_db()
    notes = [step.note for step in steps_of(lead) if step.title == "已答复"]
    assert notes == ["用时\u00a02\u00a0小时\u00a00\u00a0分", ""]


def test_answered_enquiry_waits_for_the_visitor(site):
    lead = LeadFactory(site=site, stage="answered", first_reply_at=NOW)
    assert steps_of(lead)[-1].title == "等您确认"


def test_what_stays_in_the_office_is_not_told(site, officer):
    lead = LeadFactory(site=site)
    actions.add_note(lead=lead, by=officer, body="只给同事看")
    actions.reveal_contact(lead=lead, by=officer)
    MessageFactory(lead=lead, body="未公开", is_visible=False)
    actions.move(lead=lead, by=officer, to_stage="contacted", stage_was="new")
    assert titles(lead) == ["已提交", "等待答复"]


def test_erased_enquiry_keeps_its_steps_and_no_words(site):
    lead = LeadFactory(site=site)
    erase(lead=lead, now=NOW)
    lead = type(lead).objects.get(pk=lead.pk)
    assert [(step.title, step.body) for step in steps_of(lead)] == [
        ("已提交", ""),
        ("等待答复", ""),
    ]


def test_story_costs_the_same_queries_however_long_it_is(site, officer, django_assert_num_queries):
    lead = LeadFactory(site=site)
    for count in (1, 3):
        for _ in range(count):
            MessageFactory(lead=lead)
        story = type(lead).objects.select_related("topic", "submission").get(pk=lead.pk)
        with django_assert_num_queries(3):
            steps_of(story)


def test_visitor_reads_of_every_stage_and_never_that_it_was_lost(site, officer):
    assert {*STANDINGS} == {*Lead.Stage}
    lead, reason = LeadFactory(site=site, received_at=NOW - 9 * HOUR), LostReason.objects.first()
    words = {"to_stage": "lost", "stage_was": "new", "lost_reason": reason}
    actions.move(lead=lead, by=officer, now=NOW, **words)
    assert titles(lead) == ["已提交", "已结束", "本次咨询已结束"]
