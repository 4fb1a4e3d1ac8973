"""What plots and buildings both state: a column of the same name in LandTerms and BuildingSpec."""

from parks.attributes.definition import LARGEST, Attribute, Criterion, Group, Operator
from parks.kinds import EVERY, INDUSTRIAL, WORKS

POWER = Attribute(
    "power_kva",
    "供电容量",
    EVERY,
    unit="kVA",
    other_names=("配电容量", "可接入容量", "变压器容量", "电力容量", "配电"),
    lead=LARGEST,
    criterion=Criterion("power_min", Operator.AT_LEAST, Group.SUPPLY),
)
EIA = Attribute(
    "is_eia_ready",
    "可办环评",
    WORKS,
    other_names=("可环评",),
    tag_of=INDUSTRIAL,
    criterion=Criterion("eia", Operator.YES, Group.COMMON),
)
