"""The eight stages of an enquiry as a bar: what is behind it, how long it took, what comes next."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from leads.admin.clocks import clock_of_row
from leads.gates import Condition, conditions_of
from leads.models import Clock, Lead, LostReason, Pause, StageChange, StageGate

ROAD = (Lead.Stage.ANSWERED, *Lead.ROAD)  # one stage for each place on the bar
FIRST = "咨询"
DAY = datetime.timedelta(days=1)
CHANGES_WITH_PEOPLE = StageChange.objects.select_related("by", "lost_reason").order_by(
    "changed_at", "pk"
)


@dataclass(frozen=True)
class Mark:
    """One of the eight; `tone`: done, here, next, or nothing."""

    label: str
    words: str = ""
    tone: str = ""


@dataclass(frozen=True)
class StageBar:
    marks: list[Mark]
    next_label: str
    conditions: list[Condition]

    @property
    def missing(self):
        return [each for each in self.conditions if not each.is_met]


def progress_of(lead, now, stage_form) -> dict:
    """What the page shows of stages and of the office's own deadlines; the form is told of the
    reasons, so that it does not ask for them itself."""
    gates, running, pause, reasons = _rows_of(lead, now)
    stage_form.offer([(reason["id"], reason["name"]) for reason in reasons])
    clocks = [clock_of_row(row, now) for row in ([] if lead.is_ended else running)]
    return {
        "bar": bar_of(lead, now, [(gate["stage"], gate["requirement"]) for gate in gates]),
        "clocks": clocks,
        "is_reported": any(each.kind == Clock.Kind.REPORT for each in clocks),
        "pause": pause and _pause_of(pause),
    }


def _rows_of(lead, now):
    """Gates, clocks that run, the pause, reasons: one query for what comes with every page."""
    own = {"lead": OuterRef("pk")}
    gates = StageGate.objects.values(row=JSONObject(stage="stage", requirement="requirement"))
    reasons = LostReason.objects.active().values(row=JSONObject(id="id", name="name"))
    running = Clock.objects.running().filter(**own).order_by("due_at", "pk")
    told = JSONObject(kind="kind", started_at="started_at", due_at="due_at")
    pause = Pause.objects.current(now).filter(**own)
    words = JSONObject(reason="reason", resumes_at="resumes_at")
    return (
        Lead.objects.filter(pk=lead.pk)
        .values_list(
            ArraySubquery(gates),
            ArraySubquery(running.values(row=told)),
            Subquery(pause.values(row=words)[:1]),
            ArraySubquery(reasons),
        )
        .get()
    )


def _pause_of(told):
    reason = Pause._meta.get_field("reason").open(told["reason"])
    return {"reason": reason, "resumes_at": parse_datetime(told["resumes_at"])}


def bar_of(lead, now, gates=None) -> StageBar:
    """Of an enquiry that goes on or has ended."""
    here = Lead.position_of(lead.reached)
    follows = here + 1 if not lead.is_ended and here + 1 < len(ROAD) else None
    conditions = conditions_of(lead, ROAD[follows], gates) if follows else []
    missing = sum(not each.is_met for each in conditions)
    spent = time_by_position(lead, now)
    marks = []
    for position, stage in enumerate(ROAD):
        label = Lead.Stage(stage).label if position else FIRST
        if position == here and not lead.is_ended:
            marks.append(Mark(label, f"第 {spent[here] // DAY + 1} 天", "here"))
        elif position <= here:
            words = _days(spent[position]) if position in spent else ""
            marks.append(Mark(label, words, "done"))
        elif position == follows:
            marks.append(Mark(label, f"差 {missing} 项" if missing else "可以进入", "next"))
        else:
            marks.append(Mark(label))
    next_label = Lead.Stage(ROAD[follows]).label if follows else ""
    return StageBar(marks, next_label, conditions)


def _days(span):
    return f"{span // DAY} 天" if span >= DAY else "不到 1 天"


def time_by_position(lead, now) -> dict[int, datetime.timedelta]:
    """How long the enquiry has been in each of the eight, by its log; ends stop the time."""
    spent, position, since = {0: datetime.timedelta()}, 0, lead.received_at
    changes = sorted(lead.stage_changes.all(), key=lambda change: (change.changed_at, change.pk))
    for to_stage, changed_at in ((change.to_stage, change.changed_at) for change in changes):
        if position is not None:
            spent[position] = spent.get(position, datetime.timedelta()) + (changed_at - since)
        position, since = Lead.position_of(to_stage), changed_at
    if position is not None:
        spent[position] = spent.get(position, datetime.timedelta()) + max(
            now - since, datetime.timedelta()
        )
    here = Lead.position_of(lead.reached)
    return spent if here in spent else spent | {here: datetime.timedelta()}
