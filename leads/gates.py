"""What an enquiry must have before it enters a stage: the rows say what, this says how it is seen.

A gate that stands on the way is not jumped over: who goes from 咨询 to 签约 passes them all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leads import extensions
from leads.models import Lead, NextStep, StageGate

Requirement = StageGate.Requirement


@dataclass(frozen=True)
class Check:
    """`anchor` is where on the enquiry's page it can be done."""

    is_met: Callable[[Lead], bool]
    anchor: str


def _has_visit(lead):
    return any(step.kind == NextStep.Kind.VISIT and step.done_at for step in lead.next_steps.all())


CHECKS = {
    Requirement.OWNER: Check(lambda lead: lead.owner_id is not None, "case-owner"),
    Requirement.ANSWERED: Check(lambda lead: lead.first_reply_at is not None, "act-answer"),
    Requirement.COMPANY: Check(lambda lead: bool(lead.company), "case-contact"),
    Requirement.NEEDS: Check(
        lambda lead: bool(lead.area_wanted) or lead.lead_listings.exists(), "case-words"
    ),
    Requirement.NEXT_STEP: Check(lambda lead: lead.open_step is not None, "case-next"),
    Requirement.VISIT: Check(_has_visit, "case-next"),
    Requirement.AGREEMENT: Check(lambda lead: bool(lead.agreement_number), "case-agreement"),
}


@dataclass(frozen=True)
class Condition:
    """One requirement on the way to a stage, as it stands for one enquiry."""

    label: str
    anchor: str
    is_met: bool


def conditions_of(lead, to_stage, gates=None) -> list[Condition]:
    """Of all stages after the present one up to that one; none for going back or ending.

    `gates` as pairs of stage and requirement, where they were fetched.
    """
    entered = stages_between(lead.stage, to_stage)
    if gates is None:
        gates = StageGate.objects.values_list("stage", "requirement") if entered else ()
    asked = {requirement for stage, requirement in gates if stage in entered}
    return [
        Condition(label, check.anchor, check.is_met(lead))
        for label, requirement, check in _checks()
        if requirement in asked
    ]


def _checks():
    """(how it is called, code, how it is seen); rooms above come last."""
    for requirement, check in CHECKS.items():
        yield requirement.label, requirement, check
    for requirement, check in extensions.requirements().items():
        yield check.label, requirement, check


def missing_for(lead, to_stage) -> list[str]:
    """What stands in the way, in words."""
    return [each.label for each in conditions_of(lead, to_stage) if not each.is_met]


def stages_between(stage, to_stage) -> list[str]:
    """Those that are entered on the way forward."""
    start, end = Lead.position_of(stage), Lead.position_of(to_stage)
    if start is None or end is None:
        return []
    return [entered for entered in Lead.ROAD if start < Lead.position_of(entered) <= end]
