"""What was done in the visitor's name by somebody else is taken back by an officer."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import FollowUp, LostReason, Message, StageChange
from leads.proofs import code_of
from leads.tokens import new_nonce
from tests.leads.factories import LeadFactory, MessageFactory


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def lead(site):
    """Answered half an hour ago."""
    answered = timezone.now() - datetime.timedelta(minutes=30)
    lead = LeadFactory(site=site, stage="answered", first_reply_at=answered)
    MessageFactory(lead=lead, sent_at=answered)
    return lead


def ask(lead, proof="phone", body="冒名的话"):
    asked_at = lead.first_reply_at + datetime.timedelta(minutes=20)
    return actions.ask_again(lead=lead, body=body, nonce=new_nonce(), proof=proof, now=asked_at)


def act_of(row):
    return f"{'message' if isinstance(row, Message) else 'stage'}-{row.pk}"


@pytest.fixture
def click(client, officer, lead):
    """click(act) → the page afterwards, as the officer."""
    client.force_login(officer)

    def post(act):
        address = reverse("admin:leads_lead_step", args=[lead.pk, "undo"])
        return client.post(address, {"act": act}, follow=True)

    return post


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_closing_is_taken_back_by_one_click_and_recorded(click, officer, lead):
    actions.close_by_visitor(lead=lead, proof="tail")
    page = click(act_of(StageChange.objects.get()))
    lead.refresh_from_db()
    assert (lead.stage, lead.closed_at) == ("answered", None)
    assert said(page) == ["已撤销，并记在经过里。"]
    assert list(FollowUp.objects.values_list("by", "body")) == [
        (officer.pk, "撤销：访客（凭手机号后 4 位）的已办结")
    ]
    assert list(StageChange.objects.order_by("pk").values_list("to_stage", "by")) == [
        ("closed", None),
        ("answered", officer.pk),
    ]


def test_closing_that_hid_an_owed_answer_owes_it_again(click, lead):
    ask(lead, proof="")
    lead.refresh_from_db()
    owed = lead.follow_up_due_at
    actions.close_by_visitor(lead=lead, proof="code")
    click(act_of(StageChange.objects.get()))
    lead.refresh_from_db()
    assert (owed is not None, lead.follow_up_due_at) == (True, owed)


def test_words_of_somebody_else_go_from_the_visitors_page_and_stay_in_the_story(
    click, client, site, lead
):
    ask(lead)
    page = click(act_of(Message.objects.get(direction="in")))
    lead.refresh_from_db()
    assert lead.follow_up_due_at is None
    told = [(entry.who, entry.what, entry.body) for entry in page.context["entries"]]
    assert ("访客（凭完整电话）", "来信（已撤销）", "冒名的话") in told
    status = reverse("lead_status", args=[site.slug])
    pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
    assert "冒名的话" not in client.post(status, pair).text


def test_words_that_came_with_the_code_cannot_be_silenced(click, client, site, lead):
    """The office never sees the code: a complaint stays on the visitor's page, and owed."""
    ask(lead, proof="code", body="还没有答复，要投诉")
    lead.refresh_from_db()
    owed = lead.follow_up_due_at
    page = click(act_of(Message.objects.get(direction="in")))
    lead.refresh_from_db()
    assert (owed is not None, lead.follow_up_due_at) == (True, owed)
    assert said(page) == ["之后已有变动，不能撤销了。请看一下经过再处理。"]
    assert 'name="act"' not in page.text
    status = reverse("lead_status", args=[site.slug])
    pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
    assert "还没有答复，要投诉" in client.post(status, pair).text


def test_words_that_opened_an_ended_enquiry_leave_it_ended_again(click, lead):
    actions.close_by_visitor(lead=lead, proof="code", now=lead.first_reply_at)
    ask(lead)
    click(act_of(Message.objects.get(direction="in")))
    lead.refresh_from_db()
    assert (lead.stage, lead.closed_at is not None) == ("closed", True)


def test_button_stands_beside_what_can_be_taken_back_and_nowhere_else(client, officer, lead):
    ask(lead)
    ask(lead, proof="", body="电话里说的")
    actions.close_by_visitor(lead=lead, proof="code")
    actions.add_note(lead=lead, by=officer, body="备注")
    client.force_login(officer)
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    undoable = [entry.undo for entry in page.context["entries"] if entry.undo]
    question = Message.objects.get(proof="phone")
    assert undoable == [act_of(StageChange.objects.get()), act_of(question)]
    assert page.text.count("不是访客本人做的，撤销") == 2


def test_what_was_followed_by_something_else_is_not_taken_back(click, officer, lead):
    actions.close_by_visitor(lead=lead, proof="code")
    closing = StageChange.objects.get()
    actions.move(lead=lead, by=officer, to_stage="visiting", stage_was="closed")
    page = click(act_of(closing))
    lead.refresh_from_db()
    assert said(page) == ["之后已有变动，不能撤销了。请看一下经过再处理。"]
    assert (lead.stage, FollowUp.objects.count()) == ("visiting", 0)


def test_twice_is_once(click, lead):
    ask(lead)
    act = act_of(Message.objects.get(direction="in"))
    assert [said(click(act)) for _ in range(2)] == [
        ["已撤销，并记在经过里。"],
        ["之后已有变动，不能撤销了。请看一下经过再处理。"],
    ]
    assert FollowUp.objects.count() == 1


def test_row_of_another_lead_and_an_officers_own_act_are_refused(click, officer, site, lead):
    other = LeadFactory(site=site, stage="answered", first_reply_at=timezone.now())
    ask(other)
    words = {"to_stage": "lost", "stage_was": "answered"}
    actions.move(lead=lead, by=officer, lost_reason=LostReason.objects.first(), **words)
    answer = Message.objects.get(direction="out")
    acts = [act_of(Message.objects.get(lead=other)), act_of(StageChange.objects.get())]
    for act in [*acts, act_of(answer)]:
        assert said(click(act)) == ["之后已有变动，不能撤销了。请看一下经过再处理。"]
    assert Message.objects.filter(is_visible=False).count() == 0


@pytest.mark.parametrize(
    "act", ["", "message", "message-", "note-1", "stage-1x", "stage-" + "9" * 30]
)
def test_nonsense_is_refused_with_the_page(click, act):
    assert click(act).status_code == 400


@pytest.mark.parametrize("role", ["officer", "editor", "auditor"])
def test_undoing_checks_the_region_itself(staff, lead, other_site, role):
    region = other_site.region if role == "officer" else lead.site.region
    ask(lead)
    act = act_of(Message.objects.get(direction="in"))
    with pytest.raises(PermissionDenied):
        actions.undo(lead=lead, by=staff(role, region), act=act)
