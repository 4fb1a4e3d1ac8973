"""What an investor may need of a place: the one table for filter, verdicts, staff and guide."""

from dataclasses import dataclass
from typing import Any

from finding.criteria import AnyOf, AtLeast, AtMost, ByDate, Need, OneOf, Verdict, Yes
from finding.ranges import Area, Price
from parks.attributes import ASKED, Group, Holder, Operator
from parks.models import Listing
from parks.models.terms import terms_model

GROUPS, COMMON = tuple(Group), Group.COMMON
CRITERIA = {
    Operator.AT_LEAST: AtLeast,
    Operator.AT_MOST: AtMost,
    Operator.YES: Yes,
    Operator.ONE_OF: OneOf,
    Operator.ANY_OF: AnyOf,
    Operator.BY_DATE: ByDate,
    Operator.AREA: Area,
    Operator.PRICE: Price,
}


def _need(attribute):
    """A row of the table of attributes as something to ask for."""
    choices = {}
    if attribute.criterion.operator is Operator.ONE_OF:
        is_own = attribute.holder is Holder.LISTING
        model = Listing if is_own else terms_model(attribute.kinds[0])
        choices = dict(model._meta.get_field(attribute.name).choices)
    return CRITERIA[attribute.criterion.operator](attribute, choices)


NEEDS = tuple(map(_need, ASKED))
BY_NAME = {need.name: need for need in NEEDS}


def needs_of(kind):
    """The needs that make sense of a kind; all of them where no kind is fixed."""
    return [need for need in NEEDS if not kind or need.applies_to(kind)]


@dataclass(frozen=True)
class Asked:
    """A need with the value somebody asked for."""

    need: Need
    value: Any

    @property
    def words(self):
        return self.need.words(self.value)

    def met(self):
        return self.need.met(self.value)

    def unknown(self):
        return self.need.unknown(self.value)

    def possible(self):
        return self.need.possible(self.value)

    def verdict(self, row) -> Verdict:
        return self.need.verdict(row, self.value)

    def actual(self, row) -> str:
        return self.need.actual(row, self.value)
