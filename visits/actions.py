"""踏勘: an officer plans a visit, the investor chooses a time, and what came of it is kept.

Whoever changes a visit holds its lead, so that two who act at once act one after the other.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from leads.actions import LeadConflict, ask_again
from leads.actions.answer_calls import LONGEST, day_to_call, plan_call
from leads.actions.officers import lock_for
from leads.actions.transitions import set_owner
from leads.deadlines import in_words
from leads.models import Lead, NextStep
from leads.models.next_steps import TELL
from leads.notifications import outbox
from leads.notifications.recipients import staff_addresses
from visits import visit_mails
from visits.models import Refusal, Visit, VisitEvent, VisitStop

State, Event = Visit.State, VisitEvent.Kind
CHANGED = "踏勘日程刚刚有变动，请看一下现在的再改。"
GO, NOTE_RESULT = "按日程踏勘", "记下踏勘结果"
TELL_PLAN, TELL_OFF = f"{TELL}：踏勘的安排", f"{TELL}：踏勘取消了"
ASK_AGAIN = "与对方重新约踏勘"


class VisitChanged(Exception):
    """What the investor chose from is not on offer any more."""


@transaction.atomic
def arrange_visit(*, lead, by, times, stops, version_was, now=None, **words) -> Visit:
    """Plan a visit, or change the one that is planned, and tell the investor.

    One of `times` is agreed on, several (up to MOST_SLOTS) are on offer. `stops` are rows yet to be
    stored, in their order. `words` are meeting_point, guide and guests; `version_was` is the
    version of the open visit that the form showed, else None.
    """
    lead, now = lock_for(lead, by), now or timezone.now()
    _refuse_idle(lead)
    visit = _open_visit(lead, version_was)
    was = visit.state if visit else ""
    visit = visit or Visit(lead=lead, by=by, version=0, created_at=now)
    visit.version += bool(visit.pk)
    for name, value in words.items():
        setattr(visit, name, value)
    is_agreed = len(times) == 1
    visit.state = State.AGREED if is_agreed else State.ASKED
    visit.dropped_at = None if is_agreed else visit.calendar_start
    visit.starts_at = times[0] if is_agreed else None
    visit.save()
    _set_slots(visit, () if is_agreed else times)
    _set_stops(visit, stops)
    if lead.owner_id is None:
        set_owner(lead, by, by=by, now=now)
    kind = Event.AGREED if is_agreed else Event.OFFERED
    _note(visit, Event.CHANGED if was == State.AGREED else kind, by=by, now=now)
    _tell_investor(visit, _mail_kind(was, is_agreed=is_agreed), by=by, now=now)
    _follow(visit, by=by, now=now)
    return visit


def _mail_kind(was, *, is_agreed):
    if not is_agreed:
        return visit_mails.BACK if was == State.AGREED else visit_mails.ASK
    return visit_mails.MOVE if was == State.AGREED else visit_mails.SET


@transaction.atomic
def cancel_visit(*, lead, by, reason, version_was, now=None) -> Visit:
    """Call it off; the investor reads the reason. Another is to be arranged, or said why not."""
    lead, now = lock_for(lead, by), now or timezone.now()
    visit = _open_visit(lead, version_was)
    if visit is None:
        raise LeadConflict("没有正在安排的踏勘。")
    visit.state, visit.version = State.CANCELLED, visit.version + 1
    visit.save(update_fields=["state", "version"])
    _note(visit, Event.CANCELLED, by=by, words=reason, now=now)
    _tell_investor(visit, visit_mails.OFF, by=by, now=now)
    _follow(visit, by=by, now=now)
    return visit


@transaction.atomic
def record_results(*, lead, by, visit, results, version_was, now=None) -> Visit:
    """What came of each place, once it was seen: {stop's key: (result, reasons, note)}.

    Reasons for refusing a place are kept with it, without a word of the investor's.
    """
    lead, now = lock_for(lead, by), now or timezone.now()
    visit = lead.visits.filter(pk=visit.pk).first()
    if visit is None or visit.version != version_was:
        raise LeadConflict(CHANGED)
    if visit.state not in {State.AGREED, State.DONE} or visit.starts_at > now:
        raise LeadConflict("还没有看过，不能记结果。")
    is_corrected = visit.state == State.DONE
    stops = list(visit.stops.select_related("listing").order_by("position"))
    for stop in stops:
        _set_result(stop, *results[stop.pk], today=timezone.localdate(now))
    visit.state, visit.version = State.DONE, visit.version + 1
    visit.save(update_fields=["state", "version"])
    words = "\n".join(_result_words(stop, results[stop.pk][1]) for stop in stops)
    _note(visit, Event.RESULTS, by=by, words=words, now=now)
    if not is_corrected:
        _finish_step(visit, by=by, now=now)
    return visit


def _finish_step(visit, *, by, now):
    """The visit has been made: a step that is done, also where another was open beside it."""
    kind, steps = NextStep.Kind.VISIT, visit.lead.next_steps
    done = {"done_at": now, "done_by": by, "outcome": "已看过，结果见踏勘"}
    if not steps.open().filter(kind=kind).update(**done):
        due_on = timezone.localdate(visit.starts_at)
        steps.create(by=by, kind=kind, what=GO, due_on=due_on, created_at=now, **done)


def call_off(lead, *, by, now):
    """Nobody goes anywhere for what has ended; the investor is told of what the office ended.

    Within the change of stage, which holds the lead.
    """
    visit = lead.visits.open().first()
    if visit is None:
        return
    visit.state, visit.version = State.CANCELLED, visit.version + 1
    visit.save(update_fields=["state", "version"])
    _note(visit, Event.CANCELLED, by=by, words="咨询已结束", now=now)
    if by is None:
        _tell_staff(visit, visit_mails.GONE)
    elif lead.email:
        outbox.owe_to_visitor(lead, kind=visit_mails.OFF, occasion=_occasion(visit))
    else:  # no step stays open of what has ended
        _tell_staff(visit, visit_mails.CALL)


def plan_to_go(lead, *, by, now):
    """The visit that is agreed on, if any, as the step of an enquiry that has none.

    One that is over since has to be told of today.
    """
    if visit := lead.visits.filter(state=State.AGREED).first():
        what, day = (GO, visit.starts_at) if visit.starts_at > now else (NOTE_RESULT, now)
        step = {"kind": NextStep.Kind.VISIT, "what": what, "due_on": timezone.localdate(day)}
        lead.next_steps.create(by=by, created_at=now, **step)


def _set_result(stop, result, reasons, note, *, today):
    """Once more replaces what was said before, but for what somebody has settled since."""
    stop.result, stop.result_note = result, note
    stop.save(update_fields=["result", "result_note"])
    stop.refusals.unsettled().delete()
    if result == VisitStop.Result.UNSUITABLE and stop.listing_id:
        rows = [
            Refusal(listing=stop.listing, reason=reason, stop=stop, refused_on=today)
            for reason in reasons
        ]
        Refusal.objects.bulk_create(rows, ignore_conflicts=True)


def _result_words(stop, reasons):
    why = "、".join(reason.name for reason in reasons)
    words = f"{stop.position}. {stop.label}：{stop.get_result_display()}"
    return "，".join(filter(None, [words, why, stop.result_note]))


@transaction.atomic
def choose_slot(*, lead, slot, proof, now=None) -> Visit:
    """The investor takes one of the times on offer: the first choice stands, also sent twice.

    VisitChanged where it is not on offer any more; Lead.DoesNotExist after erasure.
    """
    lead, now = _locked(lead), now or timezone.now()
    visit = lead.visits.filter(state=State.ASKED).first()
    chosen = visit and visit.slots.filter(pk=slot, starts_at__gt=now).first()
    if not chosen:
        taken = {"slots__pk": slot, "slots__starts_at": F("starts_at")}
        if visit := lead.visits.filter(state=State.AGREED, **taken).first():
            return visit
        raise VisitChanged
    visit.state, visit.starts_at, visit.version = State.AGREED, chosen.starts_at, visit.version + 1
    visit.dropped_at = None
    visit.save(update_fields=["state", "starts_at", "dropped_at", "version"])
    _note(visit, Event.CHOSEN, proof=proof, now=now)
    _tell_staff(visit, visit_mails.SAID)
    outbox.owe_to_visitor(lead, kind=visit_mails.SET, occasion=_occasion(visit))
    _follow(visit, by=lead.owner or visit.by, now=now)
    return visit


@transaction.atomic
def decline_slots(*, lead, words, nonce, proof, now=None) -> Visit:
    """None of the times suits; the investor's words are to be answered like any question."""
    lead, now = _locked(lead), now or timezone.now()
    visit = lead.visits.filter(state=State.ASKED).first()
    if visit is None:
        raise VisitChanged
    visit.state, visit.version = State.DECLINED, visit.version + 1
    visit.save(update_fields=["state", "version"])
    _note(visit, Event.DECLINED, proof=proof, now=now)
    ask_again(lead=lead, body=f"踏勘时间都不行：{words}", nonce=nonce, proof=proof, now=now)
    return visit


def _locked(lead):
    rows = Lead.objects.unerased().locked().select_related("site__region", "owner", "topic")
    return rows.get(pk=lead.pk)


def _refuse_idle(lead):
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再约踏勘。")
    if lead.is_ended:
        raise LeadConflict("这条线索已经结束，要继续先改阶段。")


def _open_visit(lead, version_was):
    visit = lead.visits.open().first()
    if (visit and visit.version) != version_was:
        raise LeadConflict(CHANGED)
    return visit


def _set_slots(visit, times):
    visit.slots.all().delete()
    for moment in sorted(set(times)):
        visit.slots.create(starts_at=moment)


def _set_stops(visit, stops):
    visit.stops.all().delete()
    longest = VisitStop._meta.get_field("label").max_length
    for position, stop in enumerate(stops, start=1):
        stop.visit, stop.position = visit, position
        stop.label = f"{stop.listing.title}（{stop.listing.code}）"[:longest]
    VisitStop.objects.bulk_create(stops)


def _note(visit, kind, *, now, by=None, proof="", words=""):
    words = words or _plan_words(visit)
    VisitEvent.objects.create(
        visit=visit, kind=kind, by=by, proof=proof, words=words, happened_at=now
    )


def _plan_words(visit):
    """When, where, who, which places."""
    slots = visit.slots.order_by("starts_at").values_list("starts_at", flat=True)
    times = [visit.starts_at] if visit.starts_at else slots
    when = "、".join(map(in_words, times))
    stops = [f"{stop.position}. {stop.label}" for stop in visit.stops.order_by("position")]
    return "\n".join([f"{when}，{visit.meeting_point}集合，{visit.guide}带队", *stops])


def _occasion(visit):
    return f"visit-{visit.pk}-{visit.version}"


def _tell_investor(visit, kind, *, by, now):
    """By mail; who left a telephone alone is to be called."""
    outbox.owe_to_visitor(visit.lead, kind=kind, occasion=_occasion(visit))
    if not visit.lead.email:
        told = TELL_OFF if kind == visit_mails.OFF else TELL_PLAN
        _plan_to_tell(visit.lead, told, by=by, now=now)


def _plan_to_tell(lead, told, *, by, now):
    """A call that is planned already is made earlier, and begins with what is new."""
    call, day, steps = NextStep.Kind.CALL, day_to_call(now), lead.next_steps.open()
    step = steps.first()
    if step is not None and step.what == GO:
        steps.update(kind=call, what=told, due_on=day)
        return
    if step is None or step.kind != call:
        plan_call(lead, by=by, now=now)
        step = steps.get()
        rest = step.what.removeprefix(TELL)
    else:
        rest = step.what.removeprefix(TELL_PLAN).removeprefix(TELL_OFF)
    rest = rest.removeprefix("；")
    step.what = "；".join(filter(None, [told, rest]))[:LONGEST]
    step.due_on = min(step.due_on, day)
    step.save(update_fields=["what", "due_on"])


def _tell_staff(visit, kind):
    addresses = staff_addresses(visit.lead) or [""]
    outbox.owe(visit.lead, kind, _occasion(visit), addresses)


def _follow(visit, *, by, now):
    """The visit is the next step of its enquiry where nothing else is; called off, another is."""
    lead, step = visit.lead, visit.lead.next_steps.open().first()
    is_own = step is not None and step.what == GO
    is_agreed = visit.state == State.AGREED
    if is_agreed and step is None:
        plan_to_go(lead, by=by, now=now)
    elif is_agreed and is_own:
        lead.next_steps.open().update(due_on=timezone.localdate(visit.starts_at))
    elif is_own:
        again = {"kind": NextStep.Kind.OTHER, "what": ASK_AGAIN, "due_on": day_to_call(now)}
        lead.next_steps.open().update(**again)
