"""The one table of what is stated of a listing (docs/adr/0011).

A fact is a row in the tuple it belongs to; label, unit, other names, how it is shown, compared,
asked for and imported are said there and nowhere else. A new fact is a column with its migration,
a row, a value in the seeds and a test.
"""

from parks.attributes.building import RIGHTS, SHELL, SUPPLIES
from parks.attributes.definition import Attribute, Deal, Group, Holder, Operator
from parks.attributes.land import CONTROLS, PLOT
from parks.attributes.listing import LISTING
from parks.attributes.park import ROADS, VOLTAGE
from parks.kinds import EVERY, LAND

__all__ = [
    "ASKED",
    "ATTRIBUTES",
    "BUILDING",
    "BY_KIND",
    "BY_NAME",
    "CONTROLS",
    "LISTING",
    "PLOT",
    "SECTIONS",
    "Attribute",
    "Deal",
    "Group",
    "Holder",
    "Operator",
    "typed",
    "worded",
]

# The typed columns as forms show them: (heading, rows) of plots and of buildings.
SECTIONS = {
    "land_terms": (("", PLOT), ("控制指标", CONTROLS)),
    "building_spec": (("结构与承载", SHELL), ("水电与配套", SUPPLIES), ("产权与交付", RIGHTS)),
}
BUILDING = (*SHELL, *SUPPLIES, *RIGHTS)
# The typed columns of a kind as its page shows them; the controls of a plot have a table apart.
BY_KIND = {
    kind: tuple(row for row in (PLOT if kind == LAND else BUILDING) if row.applies_to(kind))
    for kind in EVERY
}
ATTRIBUTES = tuple(dict.fromkeys((*LISTING, *PLOT, *CONTROLS, *BUILDING, VOLTAGE, *ROADS)))
BY_NAME = {row.name: row for row in ATTRIBUTES}
# What readers can ask for, in the order of the panel.
ASKED = tuple(
    row for group in Group for row in ATTRIBUTES if row.criterion and row.criterion.group is group
)
_WORDS = {
    column: {"verbose_name": label, "help_text": row.help_text}
    for row in ATTRIBUTES
    for column, label in row.column_labels().items()
}


def typed(kind) -> tuple[Attribute, ...]:
    """All that LandTerms or BuildingSpec state of a kind."""
    return (*BY_KIND[kind], *CONTROLS) if kind == LAND else BY_KIND[kind]


def worded(column) -> dict:
    """What a model's field of that name is called and how it is filled in."""
    return _WORDS[column]
