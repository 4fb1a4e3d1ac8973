"""How many places answer a list: for certain, and perhaps. The one rule for every page.

With needs given nothing is “found” until it is certain: list, map, buttons and titles say both
numbers in the same words. Without needs there is nothing to be certain of, and one number.
"""

from dataclasses import dataclass

from finding.match_explanation import capped


@dataclass(frozen=True)
class AnswerCounts:
    """`sure` places meet every need, `open` ones miss none and are not known to meet all."""

    sure: int
    open: int
    is_judged: bool

    @classmethod
    def of(cls, listing_query, tally):
        return cls(tally.known, tally.total - tally.known, bool(listing_query.asked))

    @property
    def sure_words(self):
        return capped(self.sure)

    @property
    def open_words(self):
        return capped(self.open)

    @property
    def total_words(self):
        return capped(self.sure + self.open)

    @property
    def words(self):
        """0 处确定满足 · 2 处待核实; 12 处 where no need is given."""
        if not self.is_judged:
            return f"{self.total_words} 处"
        return f"{self.sure_words} 处确定满足 · {self.open_words} 处待核实"

    @property
    def on_button(self):
        """确定 0·待核实 2; 12 处 where no need is given."""
        if not self.is_judged:
            return self.words
        return f"确定 {self.sure_words}·待核实 {self.open_words}"
