"""Lines of the start page: what waits, how much of it, and where to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from core.row_counts import Counted, in_figures

OVERDUE, REVIEW = "overdue", "review"


@dataclass(frozen=True)
class Todo:
    """One line of the start page; tone is "bad", "warn" or "". `kind`: what a tile sums up."""

    title: str
    count: int
    url: str
    tone: str = ""
    hint: str = ""
    kind: str = ""

    @property
    def figures(self) -> str:
        return in_figures(self.count)


@dataclass(frozen=True)
class Waiting:
    """A line that is yet to be counted.

    `late`: rows that turn it red. A hint that has to look something up is a function of how many
    are late, asked only where something waits.
    """

    title: str
    rows: QuerySet
    url: str
    tone: str = ""
    hint: str | Callable[[int], str] = ""
    of: str = "pk"
    late: QuerySet | None = None
    kind: str = ""

    def todo(self, count, late):
        tone = "bad" if late else self.tone
        hint = self.hint(late) if callable(self.hint) and count else self.hint
        return Todo(self.title, count, self.url, tone, hint, self.kind)


def asked_of(lines) -> dict[str, Counted]:
    """What the lines have to know, by the place of each."""
    asked = {}
    for place, line in enumerate(lines):
        if isinstance(line, Waiting):
            asked[f"{place}"] = Counted(line.rows, line.of)
            if line.late is not None:
                asked[f"{place} late"] = Counted(line.late)
    return asked


def todos_of(lines, numbers) -> list[Todo]:
    """The lines in their order, those without anything to do left out."""
    todos = [
        line.todo(numbers[f"{place}"], numbers.get(f"{place} late", 0))
        if isinstance(line, Waiting)
        else line
        for place, line in enumerate(lines)
    ]
    return [todo for todo in todos if todo.count]
