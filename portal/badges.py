"""The number beside a job of the rail: how many rows wait, and how urgent that is."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.row_counts import in_figures

LATE, SOON, CALM = "late", "soon", ""
WORDS_OF = {LATE: "件逾期", SOON: "件要办", CALM: "件"}


@dataclass(frozen=True)
class Badge:
    """How many, and how urgent: late (red), soon (ochre) or calm."""

    count: int = 0
    tone: str = CALM

    @property
    def figures(self) -> str:
        return in_figures(self.count)

    @property
    def words(self) -> str:
        return WORDS_OF[self.tone]


@dataclass(frozen=True)
class Waits:
    """What a badge counts. `late` turns it red; with `late_first` it then counts these alone."""

    rows: QuerySet
    late: QuerySet | None = None
    late_first: bool = False

    def badge(self, count, late) -> Badge:
        if not late:
            return Badge(count, SOON)
        return Badge(late if self.late_first else count, LATE)
