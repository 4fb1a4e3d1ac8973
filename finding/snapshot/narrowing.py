"""The rows of one block under the conditions of a list: all of them, all but some, all but one."""

from functools import cached_property

from finding.snapshot.conditions import Asker
from publishing.models import public_at


class Narrowed:
    """`present`: the rows that still stand in the database as they stand in the block."""

    def __init__(self, asker: Asker, listing_query, present, now):
        self.asker, self.listing_query, self.now = asker, listing_query, now
        ask = asker.mask
        self.place = ask(public_at(now)) & ask(listing_query.of_the_place()) & present
        self.kept = {one.need.name: ask(one.possible()) for one in listing_query.conditions}

    @property
    def block(self):
        return self.asker.block

    @cached_property
    def found(self):
        return self.without(())

    def without(self, names):
        """The rows under all conditions but these."""
        rows = self.place
        for name, kept in self.kept.items():
            if name not in names:
                rows = rows & kept
        return rows

    @cached_property
    def met(self):
        """{name of a need given: the rows that meet it}."""
        return {one.need.name: self.asker.mask(one.met()) for one in self.listing_query.asked}

    @cached_property
    def known(self):
        """Those found of which nothing that was asked is unknown."""
        return self.sure_but("")

    def sure_but(self, name):
        """The rows of the place that meet every need but this one, and fail no other condition."""
        rows = self.place
        for other, kept in self.kept.items():
            if other != name:
                rows = rows & self.met.get(other, kept)
        return rows

    @property
    def listed(self):
        """Those that the list shows."""
        return self.listed_without(())

    def listed_without(self, names):
        """The same under all conditions but these, which are no needs."""
        rows = self.without(names)
        if self.listing_query.is_sure_only:
            for met in self.met.values():
                rows = rows & met
        return rows

    @cached_property
    def unknown(self):
        """For each need given, the rows of which it is unknown."""
        return [self.asker.mask(asked.unknown()) for asked in self.listing_query.asked]

    def failed(self, name):
        return self.place & ~self.kept[name]

    @cached_property
    def _failing(self):
        """Rows that fail at least one condition, at least two, at least three."""
        once = twice = thrice = self.block.none
        for name in self.kept:
            failed = self.failed(name)
            once, twice, thrice = once | failed, twice | (once & failed), thrice | (twice & failed)
        return once, twice, thrice

    @property
    def missed_one(self):
        once, twice, _ = self._failing
        return once & ~twice

    @property
    def missed_two(self):
        _, twice, thrice = self._failing
        return twice & ~thrice
