"""The visitor's view of what happened: steps with times, answers, and what comes next."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from leads.deadlines import day_in_words, in_words, span_in_words
from leads.models import AnswerFile, Lead, LeadListing, Message, OwnerChange

Stage = Lead.Stage
MINE, OFFICE, NOTE = "me", "office", "note"
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
    """One line of the course; `body` is a message in full, `voice` whose words it holds."""

    title: str
    at: datetime.datetime | None = None
    note: str = ""
    body: str = ""
    is_current: bool = False
    files: tuple[dict, ...] = ()  # what went with it: pk, name, size_bytes
    voice: str = NOTE

    @property
    def hour(self):
        return f"{timezone.localtime(self.at):%H:%M}"


def steps_of(lead, changes=None) -> list[Step]:
    """In order of time, the present step last. Three queries; `changes` of stage save one."""
    if changes is None:
        changes = changes_of(lead)
    words = first_words(lead)
    voice = MINE if words else NOTE
    steps = [Step("已提交", lead.received_at, lead.topic.name, words, voice=voice)]
    steps += [step for _, step in sorted(events_of(lead, changes), key=lambda event: event[0])]
    return [*steps, present_step(lead)]


def first_words(lead) -> str:
    """As the visitor wrote them; "" once they are erased."""
    return lead.submission.payload["message"] if hasattr(lead, "submission") else ""


def told_with(leads):
    """Leads with what their page tells of rows of their own: no further query for `taken_at`,
    when somebody first had it, and `places_told`, what it asks about."""
    taken = OwnerChange.objects.filter(lead=OuterRef("pk")).order_by("changed_at", "pk")
    places = LeadListing.objects.filter(lead=OuterRef("pk")).order_by("position")
    return leads.select_related("topic", "submission", "site__region").annotate(
        taken_at=Subquery(taken.values("changed_at")[:1]),
        places_told=ArraySubquery(places.values(told=JSONObject(label="label"))),
    )


def taken_at(lead) -> datetime.datetime | None:
    """Of one that comes with it (`told_with`) without a query."""
    if hasattr(lead, "taken_at"):
        return lead.taken_at
    moments = lead.owner_changes.order_by("changed_at", "pk")
    return moments.values_list("changed_at", flat=True).first()


def changes_of(lead):
    return list(lead.stage_changes.order_by("changed_at", "pk"))


def days_of(steps) -> list[tuple[str, list[Step]]]:
    """(day in words, what happened), in the order of time; the present step is of no day."""
    days = {}
    for step in steps:
        if step.at:
            days.setdefault(day_in_words(step.at), []).append(step)
    return list(days.items())


def asked_at(steps) -> datetime.datetime:
    """When the visitor last wrote."""
    return max(step.at for step in steps if step.at and (step.voice == MINE or step == steps[0]))


def events_of(lead, changes):
    """(sort key, step) of messages, of the first owner and of stages worth telling."""
    if taken := taken_at(lead):
        yield (taken, 0), Step("已受理", taken, "已有专人负责")
    messages = AnswerFile.objects.told_with(lead.messages.filter(is_visible=True))
    for message in messages.order_by("sent_at", "pk"):
        yield (message.sent_at, 1), message_step(lead, message)
    for change in changes:
        if change.to_stage in TOLD:
            yield (change.changed_at, 2), Step(STANDINGS[change.to_stage], change.changed_at)


def message_step(lead, message):
    if message.direction == Message.Direction.IN:
        return Step("您的追问", message.sent_at, body=message.body, voice=MINE)
    note = ""
    if message.sent_at == lead.first_reply_at:
        note = f"用时\u00a0{span_in_words(message.sent_at - lead.received_at)}"
    told = {"files": tuple(message.attached), "voice": OFFICE}
    return Step("已答复", message.sent_at, note, message.body, **told)


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
