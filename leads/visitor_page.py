"""What the visitor's page says before the course is told: the next thing, six stages, the clock.

The office's own stages never show: several of them are one public word.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from leads.deadlines import in_words, span_in_words
from leads.models import Lead

Stage = Lead.Stage
# In the order of the office's own road (ADR 43), so that the bar never goes back by itself.
PUBLIC_STAGES = (
    ("收到", {Stage.NEW}),
    ("沟通需求", {Stage.CONTACTED, Stage.ANSWERED, Stage.ASSESSING}),
    ("商谈条件", {Stage.IN_TALKS}),
    ("看地选址", {Stage.VISITING}),
    ("签约", {Stage.SIGNED}),
    ("落地建设", {Stage.BUILDING, Stage.PRODUCING, Stage.PERFORMING}),
)
RING = 163  # the length of the ring's stroke: 2π × 26
LITTLE_LEFT = 0.25  # of the whole term
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class PublicStage:
    """One of the six; `when` is its day, in short, "" of one that was passed over or is ahead."""

    name: str
    when: str = ""
    is_done: bool = False
    is_current: bool = False


def position_of(stage) -> int:
    return next(place for place, (_, inner) in enumerate(PUBLIC_STAGES) if stage in inner)


def stages_of(lead, changes, now) -> list[PublicStage]:
    """`changes` are all its changes of stage, in the order of time."""
    here = position_of(lead.reached)
    rows = []
    for place, (name, inner) in enumerate(PUBLIC_STAGES):
        moments = [change.changed_at for change in changes if change.to_stage in inner]
        at = lead.received_at if place == 0 else next(iter(moments), None)
        is_current = place == here and not lead.is_ended
        is_done = place <= here and not is_current
        when = "现在" if is_current else _day(at, now) if at and is_done else ""
        rows.append(PublicStage(name, when, is_done=is_done, is_current=is_current))
    return rows


def _day(moment, now):
    day, today = timezone.localdate(moment), timezone.localdate(now)
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


@dataclass(frozen=True)
class AnswerClock:
    """The promise of the next answer; `gap` is how much of the ring's stroke is not drawn."""

    words: str
    note: str
    number: str = ""
    unit: str = ""
    tone: str = ""
    gap: int = 0

    @property
    def is_running(self):
        return bool(self.number)

    @property
    def label(self):
        return f"{'已晚' if self.tone == 'bad' else '还剩'} {self.number} {self.unit}"


def clock_of(lead, asked_at, now) -> AnswerClock | None:
    """`asked_at` is when the visitor last wrote. None of what is over or cannot be said."""
    if lead.is_ended or lead.is_promise_void(now):
        return None
    if lead.owed_at is None:
        return AnswerClock("答复在下面，等您看", _how_fast(lead))
    left = lead.owed_at - now
    number, unit = _figure(abs(left))
    if left < datetime.timedelta():
        words = f"答应 {in_words(lead.owed_at)} 前答复，已经晚了"
        note = f"已晚 {span_in_words(-left)}；系统已催承办人，满 4 个工作小时报负责人"
        return AnswerClock(words, note, number, unit, "bad")
    share = min(1, left / max(lead.owed_at - asked_at, left))
    tone = "warn" if share < LITTLE_LEFT else ""
    words = f"最迟 {in_words(lead.owed_at)} 前答复您"
    note = "过时没有答，系统先催承办人，再报负责人，这里也会写明"
    return AnswerClock(words, note, number, unit, tone, round(RING * (1 - share)))


def _figure(span) -> tuple[str, str]:
    """What stands in the ring: 3 天, 2:24 小时, 12 分钟."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    if span >= 2 * DAY:
        return str(span.days), "天"
    return (
        (f"{minutes // 60}:{minutes % 60:02}", "小时") if minutes >= 60 else (f"{minutes}", "分钟")
    )


def _how_fast(lead):
    took = span_in_words(lead.first_reply_at - lead.received_at)
    if lead.first_reply_at <= lead.due_at:
        return f"首次答复用了 {took}，在承诺时间内"
    return f"首次答复用了 {took}，比承诺晚 {span_in_words(lead.first_reply_at - lead.due_at)}"


def headline_of(lead, sections, now) -> str:
    """What happens next, in one line. What rooms above plan comes first, the nearest of it."""
    if lead.is_ended:
        return "这件办完了" if lead.stage == Stage.CLOSED else "这次咨询已经结束"
    stage = PUBLIC_STAGES[position_of(lead.stage)][0]
    if coming := nearest(sections):
        return f"{stage}：{coming.headline}"
    if lead.owed_at is None:
        return f"{stage}：已答复，等您看"
    if lead.is_overdue(now):
        return f"{stage}：答复晚了，正在催办"
    return f"{stage}：{in_words(lead.owed_at)} 前答复您"


def nearest(sections):
    """The section that has the next thing to say: what has a time before what has none."""
    telling = [section for section in sections if section.headline]
    timed = [section for section in telling if section.at]
    return min(timed, key=lambda section: section.at) if timed else next(iter(telling), None)


@dataclass(frozen=True)
class Lamp:
    """A promise as its visitor reads it: a sign, when, and what came of it."""

    words: str
    tone: str
    icon: str
    when: str
    note: str
    founded_on: str = ""


def lamps_of(promises, today) -> list[Lamp]:
    return [Lamp(row.words, *_light(row, today), row.policy_label) for row in promises]


def _light(promise, today):
    day = promise.due_on
    if promise.closed_at:
        closed = timezone.localdate(promise.closed_at)
        note = f"{promise.outcome_word}（{closed}）：{promise.outcome}"
        if promise.is_kept:
            return "ok", "check", f"已办 {closed:%m-%d}", note
        return "warn", "close", f"取消 {closed:%m-%d}", note
    if promise.is_late(today):
        late = f"已晚 {(today - day).days} 天"
        return "bad", "alert", late, f"原定 {day}，还没有办完，我们会向您说明"
    return "on", "clock", f"{day:%m-%d} 前", f"正在办，最迟 {day}"
