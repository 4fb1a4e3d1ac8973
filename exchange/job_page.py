"""What the page of an import shows, prepared for its template."""

from dataclasses import dataclass

from exchange import jobs
from exchange.headers import read_header
from exchange.row_diff import Outcome
from parks.models import ImportJob

SHOWN = 200
WORDS = {
    Outcome.NEW: "新增",
    Outcome.CHANGED: "有改动",
    Outcome.SAME: "没有变化",
    Outcome.FAULTY: "有错误",
}
BLANK = "（空）"


@dataclass(frozen=True)
class Tab:
    label: str
    value: str
    count: int
    is_current: bool


def job_page(job, show):
    """Tabs with counts, rows of the chosen one, and what can be done."""
    counts = {
        Outcome.NEW: job.new_rows,
        Outcome.CHANGED: job.changed_rows,
        Outcome.SAME: job.same_rows,
        Outcome.FAULTY: job.faulty_rows,
    }
    show = show if show in counts else ""
    tabs = [Tab("全部", "", sum(counts.values()), not show)]
    tabs += [Tab(WORDS[v], v.value, count, show == v) for v, count in counts.items()]
    return {"tabs": tabs, "show": show, **_rows(job, show)}


def _rows(job, show):
    """Rows as they would be imported while that is open; afterwards only what went wrong."""
    if not job.file or job.state in {ImportJob.State.RECEIVED, ImportJob.State.FAILED}:
        return {"rows": [], "ignored": []}
    if job.state in {ImportJob.State.CHECKING, ImportJob.State.READY}:
        diffs = jobs.preview(job)
        rows = [_row(diff) for diff in diffs if show in {"", diff.outcome}]
        ignored = read_header(job.header).ignored
        return {"rows": rows[:SHOWN], "ignored": ignored, "is_cut": len(rows) > SHOWN}
    faults = job.faults.order_by("row")[:SHOWN]
    rows = [
        {"number": f.row, "outcome": "faulty", "word": "有错误", "errors": f.reasons.items()}
        for f in faults
    ]
    return {"rows": rows, "ignored": []}


def _row(diff):
    return {
        "number": diff.number,
        "code": diff.code,
        "title": getattr(diff.listing, "title", "") if diff.listing else "",
        "outcome": diff.outcome.value,
        "word": WORDS[diff.outcome],
        "errors": diff.errors.items(),
        "is_reopened": diff.is_reopened,
        "changes": [
            (label, old or BLANK, new or BLANK)
            for label, old, new in diff.changes
            if diff.outcome == Outcome.CHANGED
        ],
    }
