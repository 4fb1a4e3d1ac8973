"""Columns of one site as readers find them: a row of chips a level, a trail above what they read.

A column that is not shown takes those below it along; who has its address still reads it.
"""

from collections import defaultdict
from dataclasses import dataclass

MOST_LEVELS = 3
CIRCLE = "上级栏目不能是它自己，也不能在它下面。"
TOO_DEEP = f"栏目最多 {MOST_LEVELS} 级。"


@dataclass(frozen=True)
class Chip:
    """A column among its siblings; `is_open`: it is read, or one below it is."""

    column: object
    is_open: bool


class ColumnTree:
    """`columns` in their order, those that are not shown among them. No query."""

    def __init__(self, columns):
        self._by_key = {column.pk: column for column in columns}
        self._below = defaultdict(list)
        for column in columns:
            self._below[column.parent_id].append(column)

    def trail(self, column) -> list:
        """From the top down to the column itself; a circle ends where it closes."""
        trail = []
        while column is not None and column not in trail:
            trail.insert(0, column)
            column = self._by_key.get(column.parent_id)
        return trail

    def branch(self, column) -> list:
        """The column and all below it."""
        found, waiting = [], [column]
        while waiting:
            column = waiting.pop()
            if column not in found:
                found.append(column)
                waiting += self._below[column.pk] if column.pk else []
        return found

    def levels(self, current=None) -> list[list[Chip]]:
        """What can be chosen at each level on the way to the current column, and just below it."""
        trail = self.trail(current) if current else []
        levels = [self._chips(key, trail) for key in (None, *(column.pk for column in trail))]
        return [level for level in levels if level]

    def _chips(self, key, trail):
        return [Chip(each, each in trail) for each in self._below[key] if each.is_active]

    def shown(self, key=None) -> list:
        """All that readers are offered, each followed by what is below it."""
        seen = [column for column in self._below[key] if column.is_active]
        return [each for column in seen for each in (column, *self.shown(column.pk))]

    def why_not_below(self, column, parent) -> str:
        """Why the column may not hang below the parent; "" where it may."""
        if parent in self.branch(column):
            return CIRCLE
        depth = len(self.trail(parent)) + self._height(column)
        return TOO_DEEP if depth > MOST_LEVELS else ""

    def _height(self, column) -> int:
        """Levels from the column down, as they are stored."""
        stored = self._by_key.get(column.pk, column)
        own = len(self.trail(stored))
        return max(len(self.trail(each)) for each in self.branch(stored)) - own + 1
