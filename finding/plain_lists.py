"""A list of which nothing was asked but its kind: one and the same for all who read the place."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.blank_parameters import without_blanks
from core.kept_parts import NOTHING_KEPT
from finding.facet_counts import CAP, TALLIES, counted_in_sql
from finding.tally import Tally

if TYPE_CHECKING:
    from finding.snapshot.lists import Answers

POSITIONS = {"page", "after", "before", "sort"}


def is_plain(data) -> bool:
    """Whether an address asks for nothing but a place in the list."""
    return without_blanks(data).keys() <= POSITIONS


@dataclass(frozen=True)
class PlainList:
    """What is shown of a list, `kept` where it is plain; what others see is made for them.

    The snapshot may follow a change half a second later: what it says is kept for those rows.
    """

    listing_query: Any
    answers: "Answers | None" = None
    is_plain: bool = False
    kept: Any = NOTHING_KEPT  # of the region's site (core.kept_parts)

    def get[Value](self, name: Hashable, make: Callable[[], Value]) -> Value:
        if not self.is_plain:
            return make()
        version = self.answers and self.answers.version
        return self.kept.get((name, self.listing_query.fixed_kind, version), make)

    def tally(self) -> Tally:
        """Kept as counted now: the shared cache of large places may be seconds behind."""
        if not self.is_plain:
            return TALLIES.of(self.listing_query, self.answers)
        return self.get("tally", self._counted)

    def _counted(self):
        if self.answers is not None:
            return self.answers.tally
        return counted_in_sql(self.listing_query, CAP)
