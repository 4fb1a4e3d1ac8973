"""The reasons and gates every installation starts with."""

from leads import extensions
from leads.models import LostReason, StageGate

# (name, whether it was never a project)
LOST_REASONS = (
    ("价格、成本不合适", False),
    ("没有合适的土地或厂房", False),
    ("水、电、气、环评等条件不够", False),
    ("政策没有达到预期", False),
    ("选了别的地方", False),
    ("项目取消或推迟", False),
    ("联系不上", False),
    ("打错了或重复登记", True),
    ("不是投资咨询", True),
)
Entered, Requirement = StageGate.Entered, StageGate.Requirement
GATES = (
    (Entered.ASSESSING, Requirement.OWNER),
    (Entered.IN_TALKS, Requirement.ANSWERED),
    (Entered.VISITING, Requirement.ANSWERED),
    (Entered.SIGNED, Requirement.COMPANY),
    (Entered.SIGNED, Requirement.AGREEMENT),
)


def ensure_lost_reasons(model=LostReason):
    """Create the missing ones; what the office changed stays as it is."""
    for position, (name, is_invalid) in enumerate(LOST_REASONS, start=1):
        model.objects.get_or_create(
            name=name, defaults={"is_invalid": is_invalid, "position": position}
        )


def ensure_gates(model=StageGate):
    """Only where there is none at all: an office may want none of a stage."""
    if not model.objects.exists():
        above = [(each.stage, code) for code, each in extensions.requirements().items()]
        gates = [*GATES, *((stage, code) for stage, code in above if stage)]
        model.objects.bulk_create(
            model(stage=stage, requirement=requirement) for stage, requirement in gates
        )
