"""Everything that happened to a lead, newest first, for the people who work on it."""

import datetime
from dataclasses import dataclass, replace

from django.utils import timezone

from leads import extensions
from leads.actions import display_name
from leads.deadlines import in_words, span_in_words
from leads.models import AnswerFile, Lead, Message, MessageQuote
from leads.notifications.mail_errors import cure

DAY = datetime.timedelta(days=1)
# What an entry is: of the visitor, to the visitor, among ourselves, or what was done.
IN, OUT, NOTE, EVENT = "in", "out", "note", "event"
CALL, PROMISE = "call", "promise"


@dataclass(frozen=True)
class Entry:
    at: datetime.datetime
    who: str
    what: str
    body: str = ""
    undo: str = ""  # what leads.actions.undo takes back
    kind: str = EVENT
    quotes: tuple[str, ...] = ()  # what an answer was founded on
    files: tuple[dict, ...] = ()  # what went with it
    is_routine: bool = False  # told once for all of its kind
    times: int = 1
    first_at: datetime.datetime | None = None  # of several

    @property
    def when(self):
        return in_words(self.at)

    @property
    def hour(self):
        return f"{timezone.localtime(self.at):%H:%M}"

    @property
    def times_words(self):
        if self.times == 1:
            return ""
        first, last = in_words(self.first_at), in_words(self.at)
        return f"，共 {self.times} 封" + (f"，第一次是 {first}" if first != last else "")


def entries_of(lead, contact_views) -> list[Entry]:
    """Six queries, whatever the number of rows; steps, stages, promises and what rooms above tell
    come with the lead."""
    sources = (messages, calls, promises, notes, steps, stages, owners, mails)
    entries = [entry for source in sources for entry in source(lead)]
    entries += map(_viewing, contact_views)
    for room in extensions.registered():
        entries += (_above(told, room.name) for told in room.entries(lead))
    entries.append(arrival_of(lead))
    return folded(sorted(entries, key=lambda entry: entry.at, reverse=True))


def folded(entries) -> list[Entry]:
    """Routine of one kind stands once, where it last happened: how often, since when, to whom.

    `entries` newest first, as the result is.
    """
    shown = {}
    for place, entry in enumerate(entries):
        key = (entry.who, entry.what) if entry.is_routine else place
        latest = shown.get(key)
        if latest is not None:
            bodies = dict.fromkeys(filter(None, [*latest.body.split("、"), entry.body]))
            counted = {"times": latest.times + 1, "first_at": entry.at, "body": "、".join(bodies)}
            entry = replace(latest, **counted)
        shown[key] = entry
    return list(shown.values())


def arrival_of(lead):
    """With the first words, which nobody changes."""
    words = lead.submission.payload["message"] if hasattr(lead, "submission") else ""
    if lead.entered_by_id is None:
        return Entry(lead.received_at, "访客", "提交咨询", words, kind=IN)
    what = f"登记咨询：{lead.get_channel_display()}"
    words = "\n".join(filter(None, [lead.channel_note, words]))
    return Entry(lead.received_at, display_name(lead.entered_by), what, words, kind=IN)


def steps(lead):
    for row in lead.next_steps.all():
        yield Entry(row.created_at, display_name(row.by), f"安排下一步：{row.words}", row.due_words)
        if row.done_at:
            who = display_name(row.done_by) if row.done_by else "系统"
            yield Entry(row.done_at, who, f"完成：{row.words}", row.outcome)


def messages(lead):
    rows = MessageQuote.objects.told_with(lead.messages.select_related("by"))
    for row in AnswerFile.objects.told_with(rows):
        if row.direction == Message.Direction.OUT:
            who, quotes = display_name(row.by), tuple(map(quote_words, row.quoted))
            told = {"quotes": quotes, "files": tuple(row.attached)}
            yield Entry(row.sent_at, who, "答复访客", row.body, kind=OUT, **told)
            continue
        what = "来信" if row.is_visible else "来信（已撤销）"
        undo = f"message-{row.pk}" if row.is_undoable else ""
        yield Entry(row.sent_at, visitor_of(row), what, row.body, undo, IN)


def quote_words(quoted) -> str:
    """From where, which version, when, and the words."""
    kind = MessageQuote.Kind(quoted["kind"]).label
    version = f"，版本号 {quoted['version']}" if quoted["version"] else ""
    notes = {"发出前改过字": quoted["is_reworded"], "当时事实已变，照原文": quoted["is_outdated"]}
    more = "".join(f"，{words}" for words, is_so in notes.items() if is_so)
    source = f"引用{kind}{quoted['label']}{version}，{quoted['quoted_on']}{more}"
    return f"{source}：{quoted['words']}"


def calls(lead):
    for row in lead.calls.select_related("by"):
        yield Entry(row.created_at, display_name(row.by), row.words, row.body, kind=CALL)


def promises(lead):
    for row in lead.promises.all():
        body = "\n".join(filter(None, [row.words, f"最迟 {row.due_words}", row.policy_label]))
        yield Entry(row.created_at, display_name(row.by), "承诺", body, kind=PROMISE)
        if row.closed_at:
            who, what = display_name(row.closed_by), f"承诺{row.outcome_word}：{row.words}"
            yield Entry(row.closed_at, who, what, row.outcome, kind=PROMISE)


def notes(lead):
    for row in lead.follow_ups.select_related("by"):
        who = display_name(row.by) if row.by else "系统"
        what = "查看联系方式的理由" if row.contact_view_id else "内部备注"
        yield Entry(row.created_at, who, what, row.body, kind=NOTE)


def visitor_of(row):
    """By what they showed that it is theirs, where that was asked."""
    return f"访客（{row.get_proof_display()}）" if row.proof else "访客"


def stages(lead):
    rows = list(lead.stage_changes.all())
    for row in rows:
        what = f"阶段：{row.get_from_stage_display()} → {row.get_to_stage_display()}"
        what += "（跳过门槛）" if row.is_forced else ""
        who = display_name(row.by) if row.by else visitor_of(row)
        undo = f"stage-{row.pk}" if row.is_undoable and row == rows[-1] else ""
        reason = str(row.lost_reason or "")
        yield Entry(row.changed_at, who, what, reason, undo=undo)


def owners(lead):
    for row in lead.owner_changes.select_related("by", "to_owner"):
        who = display_name(row.by) if row.by else "系统"
        yield Entry(row.changed_at, who, _owner_words(row))


def _owner_words(row):
    if row.to_owner is None:
        return "退回公海"
    if row.by is None:
        return f"按分派规则交给{display_name(row.to_owner)}"
    return "认领" if row.by_id == row.to_owner_id else f"指派给{display_name(row.to_owner)}"


def _above(told, kind):
    return Entry(told.at, told.who, told.what, told.body, kind=kind)


def _viewing(row):
    return Entry(row.viewed_at, display_name(row.by), "查看了联系方式")


def mails(lead):
    for row in lead.mails.all():
        if row.sent_at:
            yield Entry(
                row.sent_at,
                "系统",
                f"邮件已发出：{row.get_kind_display()}",
                row.masked_recipient,
                is_routine=not row.is_to_visitor,
            )
        elif row.given_up_at:
            yield Entry(
                row.given_up_at,
                "系统",
                f"邮件发不出：{row.get_kind_display()}",
                cure(row.last_error),
            )
        elif not row.recipient:
            yield Entry(
                row.created_at,
                "系统",
                "提醒邮件无收件人",
                "请给本地区的招商专员填写邮箱，填好后自动补发。",
                is_routine=True,
            )


def clock_words(lead, now) -> str:
    """How the promise stands, in words."""
    if lead.quarantine_checked_at:
        is_machine = lead.verdict == Lead.Verdict.MACHINE and lead.is_taught_spam is None
        return "机器提交" if is_machine else "垃圾信息"
    if lead.is_promise_void(now):
        return "期限不可信（服务器的时钟曾经走快），请现在处理"
    if lead.is_quarantined:
        return f"隔离区，{_waiting_words(lead, now)}"
    if lead.owed_at is None:
        return "已办结" if lead.is_ended else "已答复"
    if lead.is_overdue(now):
        return f"逾期 {span_in_words(now - lead.owed_at)}"
    left = lead.owed_at - now
    return f"还剩 {span_in_words(left)}" if left < DAY else f"最迟 {in_words(lead.owed_at)}"


def _waiting_words(lead, now):
    """Until when somebody has to have looked at it: by then the visitor expects an answer."""
    if lead.is_overdue(now):
        return f"逾期 {span_in_words(now - lead.due_at)}没有看"
    return f"最迟 {in_words(lead.due_at)} 看一眼"


def quarantine_hint(late, due_at):
    """Until when somebody has to have looked: to the visitor an answer is promised by then."""
    if late:
        return f"其中 {late} 条已过承诺的答复时间还没有人看，里面可能有真人。"
    until = f"最迟 {in_words(due_at)} 前" if due_at else ""
    return f"像垃圾信息，也可能误判，请{until}看一眼。"
