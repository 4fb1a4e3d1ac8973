"""What the page of an import shows, prepared for its template, and what its buttons decide."""

from dataclasses import dataclass

from django.contrib import messages

from exchange import jobs
from exchange.columns import listing_columns
from exchange.import_kinds import kind_of
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
DECISIONS = {"confirm", "cancel", "leave_hidden_out", "take_hidden_in"}


@dataclass(frozen=True)
class Tab:
    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Stretch:
    """The rows of one page, counted from the first of the list."""

    number: int
    total: int

    @classmethod
    def chosen(cls, written, total):
        """What an address asks for, within what there is."""
        last = max(1, -(-total // SHOWN))
        wanted = int(written) if written.isdecimal() and len(written) < 8 else 1
        return cls(min(max(1, wanted), last), total)

    @property
    def start(self):
        return (self.number - 1) * SHOWN

    @property
    def first(self):
        return self.start + 1

    @property
    def last(self):
        return min(self.start + SHOWN, self.total)

    @property
    def previous(self):
        return self.number - 1

    @property
    def next(self):
        return self.number + 1 if self.last < self.total else 0

    @property
    def is_all(self):
        return self.total <= SHOWN


def job_page(job, show, page="1"):
    """Tabs with counts, rows of the chosen one, and what can be done."""
    counts = {
        Outcome.NEW: job.new_rows,
        Outcome.CHANGED: job.changed_rows,
        Outcome.SAME: job.same_rows,
        Outcome.FAULTY: job.faulty_rows,
    }
    show = show if show in counts else ""
    tabs = [Tab("全部", "", sum(counts.values()), not show)]
    words = WORDS | kind_of(job).words
    tabs += [Tab(words[v], v.value, count, show == v) for v, count in counts.items()]
    return {"tabs": tabs, "show": show, **_rows(job, show, page)}


def _rows(job, show, page):
    """Rows as they would be imported while that is open; afterwards only what went wrong."""
    if not job.file or job.state in {ImportJob.State.RECEIVED, ImportJob.State.FAILED}:
        return {"rows": [], "ignored": []}
    if job.state in {ImportJob.State.CHECKING, ImportJob.State.READY}:
        stretch = Stretch.chosen(page, job.total)
        diffs = jobs.preview(job, SHOWN, start=stretch.start)
        diffs = [diff for diff in diffs if show in {"", diff.outcome}]
        # What needs an answer comes first, each group in the order of the file.
        diffs.sort(key=lambda diff: (not diff.errors, not diff.questions))
        kind = kind_of(job)
        rows = [(kind.row_of or _row)(diff) for diff in diffs]
        ignored = kind.read_header(job.header).ignored
        return {"rows": rows, "ignored": ignored, "stretch": stretch}
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
        "questions": diff.questions.items(),
        "is_waiting": diff.is_waiting,
        "contents": _contents(diff) if diff.is_new else [],
        "changes": [
            (label, old or BLANK, new or BLANK)
            for label, old, new in diff.changes
            if diff.outcome == Outcome.CHANGED
        ],
    }


def _contents(diff):
    """Everything a new listing would hold; its region also where the file does not say it."""
    values = [(label, new) for label, _, new in diff.changes]
    region = listing_columns()["region"].label
    if diff.listing and region not in dict(values):
        values.append((region, diff.listing.region.name))
    return values


def act_on(request, job) -> bool:
    """Whether what was posted decides something about the import."""
    if DECISIONS & set(request.POST):
        _decide(request, job)
        return True
    return False


def _decide(request, job):
    if "cancel" in request.POST:
        done, word = jobs.cancel(job.pk), "已放弃这次导入；已经导入的内容保留。"
    elif "confirm" in request.POST:
        done, word = jobs.confirm(job.pk), "已开始导入。"
        job = jobs.run_at_once(ImportJob.objects.get(pk=job.pk)) if done else job
        word = "导入完成。" if job.state == ImportJob.State.DONE else word
    else:
        is_skipping = "leave_hidden_out" in request.POST
        done, word = jobs.leave_hidden_out(job.pk, is_skipping=is_skipping), "已重新核对。"
        if done:
            jobs.run_at_once(ImportJob.objects.get(pk=job.pk))
    if done:
        messages.success(request, word)
    else:
        messages.warning(request, "这次导入已经处理过，没有重复执行。")
