"""The start page of the desk, assembled: what is due, lists, tables and the first days' list."""

from dataclasses import dataclass
from itertools import groupby

from core.row_counts import count_each
from portal import dashboard, first_day, review_cards, start_tiles, todo_lines
from portal.day_ruler import Ruler, ruler_for
from portal.first_day import Taken
from portal.start_lists import RowList, lists_for
from portal.start_tables import Table, tables_for
from portal.start_tiles import Tile
from portal.todo_lines import Todo

URGENCY = ("bad", "warn", "")
GROUP_TITLES = {"bad": "先办：已逾期，或出了错", "warn": "今天要办", "": "有空再看"}


@dataclass(frozen=True)
class TodoGroup:
    tone: str
    todos: list[Todo]

    @property
    def title(self):
        return GROUP_TITLES[self.tone]


@dataclass(frozen=True)
class StartPage:
    headline: str
    groups: list[TodoGroup]
    lists: list[RowList]
    tables: list[Table]
    first_day: list[Taken]
    tiles: list[Tile]
    ruler: Ruler | None

    @property
    def main(self):
        return [part for part in self.lists if not part.is_aside]

    @property
    def aside(self):
        return [part for part in self.lists if part.is_aside]

    @property
    def wide_tables(self):
        return [table for table in self.tables if not table.is_aside]

    @property
    def small_tables(self):
        return [table for table in self.tables if table.is_aside]


def start_page_of(request, preferences, now) -> StartPage:
    lines = dashboard.lines_for(request, now)
    steps = first_day.steps_for(request.user, preferences, now)
    numbers = count_each(
        todo_lines.asked_of(lines)
        | first_day.asked_of(steps, request.user)
        | start_tiles.asked_of(request.user, now)
        | review_cards.asked_of(request)
    )
    review_cards.texts_in_hand(request, numbers)
    todos = todo_lines.todos_of(lines, numbers)
    groups = grouped(todos)
    return StartPage(
        headline_of(groups),
        groups,
        lists_for(request, now),
        tables_for(request, now),
        first_day.taken(steps, numbers),
        start_tiles.tiles_for(request, now, todos, numbers),
        ruler_for(request, now),
    )


def grouped(todos) -> list[TodoGroup]:
    """By urgency; within it as the parts have it."""
    ordered = sorted(todos, key=lambda todo: URGENCY.index(todo.tone))
    return [
        TodoGroup(tone, list(found)) for tone, found in groupby(ordered, key=lambda todo: todo.tone)
    ]


def headline_of(groups) -> str:
    """What is due, in a sentence."""
    counts = {group.tone: sum(todo.count for todo in group.todos) for group in groups}
    if late := counts.get("bad"):
        return f"今天先办标红的 {late} 件"
    if due := counts.get("warn"):
        return f"今天有 {due} 件等您办"
    return "今天没有等您办的事"
