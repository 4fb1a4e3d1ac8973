"""Django's conditions asked of a block: the same Q that PostgreSQL is asked, so never another rule.

As Django writes SQL: a comparison with NULL does not hold, and what does not hold holds negated.
"""

import operator
from functools import reduce

import numpy as np
from django.db.models import Q

from finding.snapshot import layout
from finding.snapshot.columns import Block, unpacked
from finding.snapshot.snapshot_errors import NotInSnapshot

PARK = "park__"
LOOKUPS = {"exact", "in", "isnull", "gt", "gte", "lt", "lte", "overlap", "contains"}
JOINED = {Q.AND: operator.and_, Q.OR: operator.or_, Q.XOR: operator.xor}


class Asker:
    """Conditions of the rows of a block, each worked out once. `parks` are those they lie in."""

    def __init__(self, block: Block, table: layout.Layout, parks: "Parks | None" = None):
        self.block, self.table, self.parks = block, table, parks
        self._known = {}

    def mask(self, condition: Q):
        """The rows of which the condition holds."""
        if not condition.children:
            return self.block.all
        if self.parks and all(map(_is_of_the_park, leaves(condition))):
            return self._by_park(condition)
        held = reduce(JOINED[condition.connector], map(self._child, condition.children))
        return ~held & self.block.all if condition.negated else held

    def _child(self, child):
        return self.mask(child) if isinstance(child, Q) else self._leaf(*child)

    def _leaf(self, path, value):
        if self.parks and _is_of_the_park((path, value)):
            return self._by_park(Q((path, value)))
        key = (path, tuple(value) if isinstance(value, list | tuple) else value)
        try:
            if key not in self._known:
                self._known[key] = self._work_out(path, value)
        except TypeError as error:  # expressions and querysets
            raise NotInSnapshot(path) from error
        return self._known[key]

    def _by_park(self, condition):
        holds = self.parks.holds(condition)
        key = holds.tobytes()
        if key not in self._known:
            column = self.block.columns["park"]
            self._known[key] = column.where(self.parks.by_code(holds, column.values))
        return self._known[key]

    def _work_out(self, path, value):
        name, _, lookup = path.partition("__")
        lookup = lookup or "exact"
        if name == "pk":
            return self._by_key(lookup, value)
        if name not in self.table.sorts or lookup not in LOOKUPS:
            raise NotInSnapshot(path)
        column, sort = self.block.columns[name], self.table.sorts[name]
        if sort is layout.LISTS:
            return _of_lists(column, lookup, value)
        if sort is layout.TEXTS:
            return _of_texts(column, lookup, value)
        return _of_values(column, sort, lookup, value)

    def _by_key(self, lookup, value):
        if lookup == "in" and not list(value):
            return self.block.none
        if (lookup, value) == ("gt", 0):
            return self.block.all
        raise NotInSnapshot(f"pk__{lookup}")


def _of_lists(column, lookup, value):
    if lookup == "overlap":
        return column.overlapping(set(value))
    if lookup == "exact" and not value:
        return column.empty
    raise NotInSnapshot(lookup)


def _of_texts(column, lookup, value):
    if lookup == "contains" and value:
        return column.holding(value)
    raise NotInSnapshot(lookup)


def _of_values(column, sort, lookup, value):
    if lookup == "isnull":
        wanted = np.full(len(column.values) + 1, not value)
        wanted[0] = value
        return column.where(wanted)
    if lookup == "in" or sort is layout.WORDS:
        values = value if lookup == "in" else [value]
        return column.where(_among(column.values, sort, values))
    return column.between(*_span(column.values, lookup, sort.encode(value)))


def _among(known, sort, values):
    """One boolean for every code: whether its value is one of these."""
    wanted = np.zeros(len(known) + 1, bool)
    encoded = [sort.encode(value) for value in values]
    if len(encoded) and len(known):
        wanted[1:] = np.isin(np.asarray(known), np.array(encoded))
    return wanted


def _span(known, lookup, value):
    """From which to which place of the values in order."""
    before, behind = np.searchsorted(known, value, "left"), np.searchsorted(known, value, "right")
    return {
        "exact": (before, behind),
        "gt": (behind, len(known)),
        "gte": (before, len(known)),
        "lt": (0, before),
        "lte": (0, behind),
    }[lookup]


def leaves(condition):
    """All (path, value) of a Q."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from leaves(child)
        else:
            yield child


def _is_of_the_park(leaf):
    path, _ = leaf
    return path.startswith(PARK) and path.removeprefix(PARK) not in LOOKUPS


class Parks:
    """The parks themselves: what is asked of a row's park is asked of each park once."""

    def __init__(self, block: Block):
        self.block = block
        self._asker = Asker(block, layout.parks())

    def holds(self, condition):
        """Of which parks it holds, and, last, whether it holds of a row in no park."""
        nowhere = Asker(NO_PARK, layout.parks())
        own = without_prefix(condition)
        mask = self._asker.mask(own)
        return np.append(
            unpacked(mask, 0, len(self.block)), unpacked(nowhere.mask(own), 0, len(NO_PARK))
        )

    def by_code(self, holds, keys):
        """The same for each code of a column of parks; 0 is that of no park."""
        places = np.searchsorted(self.block.keys, keys)
        places[places >= len(self.block)] = 0
        is_known = np.isin(np.asarray(keys, np.int64), self.block.keys)
        wanted = np.empty(len(keys) + 1, bool)
        wanted[0] = holds[-1]
        wanted[1:] = np.where(is_known, holds[places], holds[-1])
        return wanted


def without_prefix(condition):
    """The same condition as asked of the park itself."""
    children = [
        without_prefix(child) if isinstance(child, Q) else (child[0].removeprefix(PARK), child[1])
        for child in condition.children
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)


NO_PARK = layout.parks().block([(0, *[None] * len(layout.PARK_FIELDS))])
