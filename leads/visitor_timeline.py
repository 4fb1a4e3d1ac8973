"""The visitor's view of what happened: steps with times, answers, and what comes next."""

import datetime
from dataclasses import dataclass

from leads.deadlines import in_words, span_in_words
from leads.models import AnswerFile, Lead, Message

Stage = Lead.Stage
# What the visitor reads of a stage. Why nothing came of it is the office's own business.
STANDINGS = {
    Stage.NEW: "待答复",
    Stage.CONTACTED: "已联系",
    Stage.ANSWERED: "已答复",
    Stage.ASSESSING: "正在研究",
    Stage.IN_TALKS: "洽谈中",
    Stage.VISITING: "踏勘洽谈",
    Stage.SIGNED: "已签约",
    Stage.BUILDING: "已开工",
    Stage.PRODUCING: "已投产",
    Stage.PERFORMING: "已投产",
    Stage.CLOSED: "已办结",
    Stage.LOST: "已结束",
}
TOLD = {*STANDINGS} - {*Lead.CONSULTING, Stage.ASSESSING, Stage.PERFORMING}


@dataclass(frozen=True)
class Step:
    """One line of the track; `body` is a message in full."""

    title: str
    at: datetime.datetime | None = None
    note: str = ""
    body: str = ""
    is_current: bool = False
    files: tuple[dict, ...] = ()  # what went with it: pk, name, size_bytes

    @property
    def when(self):
        return in_words(self.at) if self.at else ""


def steps_of(lead) -> list[Step]:
    """In order of time, the present step last. Three queries."""
    words = lead.submission.payload["message"] if hasattr(lead, "submission") else ""
    steps = [Step("已提交", lead.received_at, lead.topic.name, words)]
    steps += [step for _, step in sorted(events_of(lead), key=lambda event: event[0])]
    return [*steps, present_step(lead)]


def events_of(lead):
    """(sort key, step) of messages, of the first owner and of stages worth telling."""
    taken = lead.owner_changes.order_by("changed_at", "pk").first()
    if taken:
        yield (taken.changed_at, 0), Step("已受理", taken.changed_at, "已有专人负责")
    messages = AnswerFile.objects.told_with(lead.messages.filter(is_visible=True))
    for message in messages.order_by("sent_at", "pk"):
        yield (message.sent_at, 1), message_step(lead, message)
    for change in lead.stage_changes.filter(to_stage__in=TOLD).order_by("changed_at", "pk"):
        yield (change.changed_at, 2), Step(STANDINGS[change.to_stage], change.changed_at)


def message_step(lead, message):
    if message.direction == Message.Direction.IN:
        return Step("您的追问", message.sent_at, body=message.body)
    note = ""
    if message.sent_at == lead.first_reply_at:
        note = f"用时\u00a0{span_in_words(message.sent_at - lead.received_at)}"
    return Step("已答复", message.sent_at, note, message.body, files=tuple(message.attached))


def present_step(lead):
    """What happens next and by when."""
    if lead.is_ended:
        return Step(
            "本次咨询已结束", note="还有疑问可以继续追问，由同一组人员跟进。", is_current=True
        )
    if lead.owed_at:
        return Step("等待答复", note=f"最迟 {in_words(lead.owed_at)} 前", is_current=True)
    return Step(
        "等您确认", note="满意请点“办结”；还有疑问可继续追问，由同一组人员跟进。", is_current=True
    )
