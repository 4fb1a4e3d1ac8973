"""What the page of an import shows, prepared for its template."""

from dataclasses import dataclass

from exchange import jobs
from exchange.headers import read_header
from exchange.row_diff import Verdict
from parks.models import ImportJob

SHOWN = 200
WORDS = {
    Verdict.NEW: "新增",
    Verdict.CHANGED: "有改动",
    Verdict.SAME: "没有变化",
    Verdict.FAULTY: "有错误",
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
        Verdict.NEW: job.new_rows,
        Verdict.CHANGED: job.changed_rows,
        Verdict.SAME: job.same_rows,
        Verdict.FAULTY: job.faulty_rows,
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
        plans = jobs.preview(job)
        rows = [_row(plan) for plan in plans if show in {"", plan.verdict}]
        ignored = read_header(job.header).ignored
        return {"rows": rows[:SHOWN], "ignored": ignored, "is_cut": len(rows) > SHOWN}
    faults = job.faults.order_by("row")[:SHOWN]
    rows = [
        {"number": f.row, "verdict": "faulty", "word": "有错误", "errors": f.reasons.items()}
        for f in faults
    ]
    return {"rows": rows, "ignored": []}


def _row(plan):
    return {
        "number": plan.number,
        "code": plan.code,
        "title": getattr(plan.listing, "title", "") if plan.listing else "",
        "verdict": plan.verdict.value,
        "word": WORDS[plan.verdict],
        "errors": plan.errors.items(),
        "is_reopened": plan.is_reopened,
        "changes": [
            (label, old or BLANK, new or BLANK)
            for label, old, new in plan.changes
            if plan.verdict == Verdict.CHANGED
        ],
    }
