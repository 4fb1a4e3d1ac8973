"""What a stage asks for before it is entered: seen, refused, forced by a chief with a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from leads import actions, extensions
from leads.default_stages import GATES, ensure_gates
from leads.gates import CHECKS, missing_for, stages_between
from leads.models import FollowUp, LostReason, StageChange, StageGate
from tests.leads.factories import LeadFactory

NEEDED = ["知道是哪个单位", "有协议编号"]


@pytest.fixture
def gates(db):
    for requirement in ("company", "agreement"):
        StageGate.objects.create(stage="signed", requirement=requirement)


@pytest.fixture
def lead(site, gates):
    return LeadFactory(site=site)


@pytest.fixture
def take(client, site, staff):
    """take(lead, "stage", …) as an officer."""
    client.force_login(staff("officer", site.region))

    def post(lead, step, **data):
        return client.post(reverse("admin:leads_lead_step", args=[lead.pk, step]), data)

    return post


@pytest.fixture
def to_signed(lead):
    def move(by, **values):
        return actions.move(lead=lead, by=by, to_stage="signed", stage_was="new", **values)

    return move


def test_every_requirement_is_looked_up():
    assert {*CHECKS} == {*StageGate.Requirement}


def test_defaults_come_once_and_stay_away_where_an_office_has_its_own(db):
    ensure_gates()
    ensure_gates()
    above = [each for each in extensions.requirements().values() if each.stage]
    assert StageGate.objects.count() == len(GATES) + len(above)
    StageGate.objects.exclude(stage="signed").delete()
    ensure_gates()
    assert {*StageGate.objects.values_list("stage", flat=True)} == {"signed"}


@pytest.mark.parametrize(
    ("stage", "to_stage", "entered"),
    [
        ("new", "in_talks", ["assessing", "in_talks"]),
        ("answered", "contacted", []),
        ("signed", "visiting", []),
        ("building", "performing", ["producing", "performing"]),
        ("closed", "signed", []),
        ("signed", "lost", []),
    ],
)
def test_gates_stand_on_the_way_forward_alone(stage, to_stage, entered):
    assert stages_between(stage, to_stage) == entered


def test_stage_waits_for_what_it_asks(lead, staff, to_signed):
    officer = staff("officer", lead.site.region)
    assert missing_for(lead, "performing") == NEEDED
    with pytest.raises(actions.LeadConflict, match=f"还差 2 项：{'、'.join(NEEDED)}。"):
        to_signed(officer)
    lead.company = "示例公司"
    lead.save()
    actions.set_agreement(lead=lead, by=officer, number="示例-1")
    assert to_signed(officer).stage == "signed"
    assert not StageChange.objects.get().is_forced


def test_chief_goes_past_with_a_reason_that_is_kept(lead, staff, to_signed):
    officer, chief = (staff(role, lead.site.region) for role in ("officer", "manager"))
    with pytest.raises(actions.LeadConflict, match="只有本地区的负责人"):
        to_signed(officer, forced_for="协议已签，编号还没有下来")
    with pytest.raises(actions.LeadConflict, match="写清楚"):
        to_signed(chief, forced_for="……")
    assert to_signed(chief, forced_for="协议已签，编号还没有下来").stage == "signed"
    assert StageChange.objects.get().is_forced
    assert [note.body for note in FollowUp.objects.all()] == [
        "跳过“知道是哪个单位、有协议编号”：协议已签，编号还没有下来"
    ]


def test_form_says_what_is_missing_and_comes_back_filled(lead, take):
    page = take(lead, "stage", to_stage="signed", stage_was="new")
    assert page.status_code == 400
    form = page.context["steps"]["stage"]
    assert (form["to_stage"].value(), form.errors["to_stage"]) == (
        "signed",
        ["进入“签约”还差 2 项：知道是哪个单位、有协议编号。先补上，或由负责人在下面写明跳过的原因"],
    )
    take(lead, "agreement", number="示例-1")
    lead.refresh_from_db()
    assert (lead.agreement_number, lead.stage) == ("示例-1", "new")


def test_lost_needs_a_reason_and_tells_invalid_apart(lead, staff, take):
    page = take(lead, "stage", to_stage="lost", stage_was="new")
    assert page.context["steps"]["stage"].errors == {"lost_reason": ["没有谈成要选一个原因"]}
    reason = LostReason.objects.get(name="打错了或重复登记")
    take(lead, "stage", to_stage="lost", stage_was="new", lost_reason=reason.pk)
    lead.refresh_from_db()
    assert (lead.stage, lead.status, lead.reached) == ("lost", "invalid", "new")
    actions.ask_again(lead=lead, body="还在吗？", nonce="n", proof="phone")
    lead.refresh_from_db()
    assert (lead.stage, lead.lost_reason, lead.ended_in) == ("contacted", None, "")
    message = lead.messages.get()
    actions.undo(lead=lead, by=staff("manager", lead.site.region), act=f"message-{message.pk}")
    lead.refresh_from_db()
    assert (lead.stage, lead.lost_reason) == ("lost", reason)


def test_database_guards_gates_and_reasons(gates):
    broken = {
        "leads_stagegate_once": {"stage": "signed", "requirement": "company"},
        "leads_stagegate_known_stage": {"stage": "closed", "requirement": "company"},
    }
    for name, values in broken.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            StageGate.objects.create(**values)
    with pytest.raises(IntegrityError, match="leads_lostreason_says_something"):
        LostReason.objects.create(name="")
