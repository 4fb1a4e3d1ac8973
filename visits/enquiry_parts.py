"""What visits add to an enquiry: at the desk, for its investor, before its stages, at its end."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from leads.actions import display_name
from leads.deadlines import in_words
from leads.extensions import Extension, KeptPart, Panel, Requirement, Section, Told
from leads.proofs import Proof
from visits.actions import call_off, plan_to_go
from visits.forms import DeclineForm
from visits.itineraries import HOW_ESTIMATED, itinerary_of
from visits.models import Visit, VisitEvent
from visits.views.visit_steps import STEPS
from visits.visit_mails import MAILS

State = Visit.State


def has_date(lead):
    return lead.visits.filter(state__in=(State.AGREED, State.DONE)).exists()


class VisitsOfEnquiries(Extension):
    name = "visits"
    label = "踏勘"
    mails = MAILS
    requirements = {"visit_set": Requirement("约好了踏勘", "case-visit", has_date)}
    steps = STEPS
    typed = ("visit_words",)

    def told_with(self, leads):
        return Visit.objects.told_with(leads)

    def panel(self, lead, *, now):
        if lead.is_quarantined:
            return None
        return Panel("admin/visits/_panel.html", latest_words(lead.visit_events))

    def entries(self, lead):
        for told in lead.visit_events:
            at, what = parse_datetime(told["happened_at"]), VisitEvent.Kind(told["kind"]).label
            yield Told(at, who_did(told), what, VisitEvent.opened(told["words"]))

    def section(self, lead, *, refused):
        visit = lead.visits.order_by("-pk").first()
        if visit is None:
            return None
        words = progress_words(visit, lead, refused)
        coming, at = coming_words(visit, words, timezone.now())
        more = {"headline": coming, "at": at, "anchor": "visit-title", "is_aside": True}
        return Section("visits/_progress.html", words, **more)

    def follow_stage(self, lead, *, by, now):
        if lead.is_ended:
            call_off(lead, by=by, now=now)

    def follow_call(self, lead, *, by, now):
        plan_to_go(lead, by=by, now=now)

    def due_of(self, user, now):
        """What has been seen and of which nobody has said yet what came of it."""
        return {"踏勘等着记结果": Visit.objects.open().filter(lead__owner=user, starts_at__lt=now)}

    def kept(self, lead):
        yield KeptPart("踏勘", [kept_words(visit) for visit in lead.visits.order_by("pk")])

    def called_off(self, lead, *, now):
        for visit in lead.visits.filter(state=State.AGREED, starts_at__gt=now):
            yield f"{in_words(visit.starts_at)} 的踏勘取消，专员会收到通知，不知道原因"

    def erase(self, lead):
        lead.visits.all().delete()


def who_did(told) -> str:
    """An officer, or the visitor with what showed that it is theirs."""
    if told["username"]:
        names = ("username", "first_name", "last_name")
        return display_name(get_user_model()(**{name: told[name] for name in names}))
    return f"访客（{Proof(told['proof']).label}）" if told["proof"] else "访客"


def kept_words(visit) -> dict:
    """For its investor's own copy."""
    return {
        "状态": visit.get_state_display(),
        "集合时间": in_words(visit.starts_at) if visit.starts_at else "",
        "集合地点": visit.meeting_point,
        "来几人": visit.guests,
        "地点": "、".join(visit.stops.order_by("position").values_list("label", flat=True)),
    }


def latest_words(events) -> dict:
    """How the latest visit stands; nothing where there was none."""
    if not events:
        return {}
    latest = max(events, key=lambda told: told["visit_id"])
    starts_at = latest["starts_at"] and parse_datetime(latest["starts_at"])
    return {
        "state": State(latest["state"]).label,
        "when": in_words(starts_at) if starts_at else "",
        "is_open": latest["state"] in Visit.OPEN,
    }


def progress_words(visit, lead, refused) -> dict:
    """Of the latest visit: its course once a time is agreed on, before that what is on offer."""
    slots = visit.slots.filter(starts_at__gt=timezone.now()).order_by("starts_at")
    is_asked, is_off = visit.state == State.ASKED, visit.state == State.CANCELLED
    off = visit.events.filter(kind=VisitEvent.Kind.CANCELLED).last() if is_off else None
    return {
        "visit": visit,
        "at": in_words(visit.starts_at) if visit.starts_at and not is_off else "",
        "dropped": in_words(visit.dropped_at) if visit.dropped_at and not is_off else "",
        "slots": [(slot.pk, in_words(slot.starts_at)) for slot in slots] if is_asked else [],
        "is_asked": is_asked,
        "is_off": is_off,
        "why_off": off.words if off else "",
        "plan": None if is_off else itinerary_of(visit, lead.site),
        "estimate": HOW_ESTIMATED,
        "declining": refused if isinstance(refused, DeclineForm) else DeclineForm(),
    }


def coming_words(visit, words, now):
    """(what is to happen, when): the visit to come, or that a time is to be chosen."""
    if words["is_asked"] and words["slots"]:
        return "请选踏勘时间", None
    stops = words["plan"].stops if words["plan"] else []
    if visit.state != State.AGREED or visit.starts_at < now or not stops:
        return "", None
    more = f"等 {len(stops)} 处" if len(stops) > 1 else ""
    return f"{in_words(visit.starts_at)} 去看{stops[0].label}{more}", visit.starts_at
