"""What stands around one enquiry at the desk: its queue, its story, the places it asks about."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import JSONObject
from django.http import QueryDict

from leads import extensions
from leads.actions import may_throw_out
from leads.admin.act_forms import SettleForm
from leads.admin.clocks import clock_of
from leads.admin.filters import BoxFilter
from leads.admin.stage_bar import CHANGES_WITH_PEOPLE
from leads.admin.timeline import CALL, EVENT, IN, NOTE, OUT, PROMISE, Entry
from leads.deadlines import day_in_words
from leads.models import Consent, Lead, NextStep, Promise
from leads.spam_signals import WORDS

KEPT_FILTERS = "_changelist_filters"  # Django carries a list's filter under this name
IN_QUEUE = 12  # rows; what waits behind them is in the inbox
LATEST = 30  # entries; a story of years is folded
PLACES = 6
# Parts of the story by what the address says; without a word all of it. Rooms above add theirs.
PARTS = {"": "全部", "talk": "来往", "calls": "电话", "promises": "承诺", "notes": "内部"}
PARTS |= {"acts": "办理记录"}
KINDS = {"talk": {IN, OUT}, "calls": {CALL}, "promises": {PROMISE}}
KINDS |= {"notes": {NOTE}, "acts": {EVENT}}
ACTS = ("answer", "call", "note", "next", "promise")
PROMISES = Promise.objects.select_related("by", "owner", "closed_by").order_by("due_on", "pk")
ROWS_WITH_PEOPLE = (
    Prefetch("next_steps", NextStep.objects.select_related("by", "done_by").order_by("pk")),
    Prefetch("promises", PROMISES),
    Prefetch("stage_changes", CHANGES_WITH_PEOPLE),
)


@dataclass(frozen=True)
class Queue:
    """The list that the officer came from, as far as it fits beside the page.

    `at` is where this enquiry stands in it, None where it lies further back or has left it.
    """

    title: str
    rows: list[Lead]
    at: int | None
    suffix: str  # of addresses within the same list

    @property
    def previous(self):
        return self.rows[self.at - 1] if self.at else None

    @property
    def next(self):
        after = 0 if self.at is None else self.at + 1
        return self.rows[after] if after < len(self.rows) else None


def suffix_of(request):
    """The list's filter, as Django's own links carry it from page to page."""
    kept = request.GET.get(KEPT_FILTERS, "")
    return f"?{urlencode({KEPT_FILTERS: kept})}" if kept else ""


def queue_of(model_admin, request, lead, now) -> Queue:
    """The inbox's own rows in its own order. One query.

    Only its tray is followed: looking for a number again would be one more look on record.
    """
    kept = QueryDict(request.GET.get(KEPT_FILTERS, ""))
    box = kept.get(BoxFilter.parameter_name, "")
    is_tray = box in BoxFilter.Box.values
    tray = {BoxFilter.parameter_name: [box]} if is_tray else {}  # the filter takes it out
    rows = BoxFilter(request, tray, Lead, model_admin).queryset(
        request, model_admin.get_queryset(request)
    )
    rows = list(rows.order_by(*model_admin.order_of(box))[:IN_QUEUE])
    for row in rows:
        row.clock = clock_of(row, now)
    at = next((place for place, row in enumerate(rows) if row.pk == lead.pk), None)
    title = BoxFilter.Box(box).label if is_tray else "收件箱"
    return Queue(title, rows, at, suffix_of(request))


@dataclass(frozen=True)
class Part:
    """One way to read the story."""

    name: str
    label: str
    count: int


class Story:
    """What of everything that happened is shown, in which order."""

    def __init__(self, entries: list[Entry], asked: QueryDict):
        """`entries` newest first; `asked` may say part, order and whether all of it."""
        names = parts_of_story()
        self.part = asked.get("part", "") if asked.get("part", "") in names else ""
        self.is_newest_first = asked.get("order") == "newest"
        self.parts = [Part(name, names[name], count_of(entries, name)) for name in names]
        shown = [entry for entry in entries if is_in(entry, self.part)]
        latest = shown if asked.get("all") else shown[:LATEST]
        self.folded = len(shown) - len(latest)
        self.entries = latest if self.is_newest_first else latest[::-1]

    @property
    def days(self):
        """(day in words, its entries), in the order shown."""
        days = {}
        for entry in self.entries:
            days.setdefault(day_in_words(entry.at), []).append(entry)
        return list(days.items())


def parts_of_story() -> dict[str, str]:
    return PARTS | {room.name: room.label for room in extensions.registered() if room.label}


def is_in(entry, part):
    return not part or entry.kind in KINDS.get(part, {part})


def count_of(entries, part):
    return sum(is_in(entry, part) for entry in entries)


def doubts_about(lead, may_work) -> dict:
    """What the signals said when it came in, in words; and whether it may be called spam."""
    return {
        "doubts": [WORDS.get(code, code) for code in lead.quarantine_reasons],
        "flags": [WORDS.get(code, code) for code in lead.flags],
        "may_throw_out": may_work and not lead.is_quarantined and may_throw_out(lead),
    }


def act_of(lead, step):
    """Which form lies on top: the one that came back, else that of the call that was asked for,
    else the first. Notes alone before somebody has looked."""
    acts = ("note",) if lead.is_quarantined else ACTS
    if step in acts or lead.is_quarantined:
        return step if step in acts else acts[0]
    asks_for_call = lead.channel == Lead.Channel.CALL_BACK and lead.open_step is not None
    is_call_due = asks_for_call and lead.open_step.kind == NextStep.Kind.CALL
    return "call" if is_call_due else acts[0]


def places_of(lead):
    """The listings asked about with what decides about them. One query."""
    rows = lead.lead_listings.select_related("listing__land_terms", "listing__building_spec")
    return list(rows.defer("listing__body").order_by("position")[: PLACES + 1])


def with_consents(leads):
    """What was agreed to, in the order of time, as `consents_told`: no further query."""
    names = ("purpose", "text_version", "how", "heard_by_id")
    told = JSONObject(**{name: name for name in names})
    consents = Consent.objects.filter(lead=OuterRef("pk")).order_by("pk")
    return leads.annotate(consents_told=ArraySubquery(consents.values(told=told)))


def consents_of(lead) -> list[Consent]:
    return [Consent(**told) for told in lead.consents_told]


def panels_of(lead, now) -> list[extensions.Panel]:
    """What rooms above say of it."""
    shown = (room.panel(lead, now=now) for room in extensions.registered())
    return [panel for panel in shown if panel is not None]


@dataclass(frozen=True)
class Kept:
    """A promise beside the form that closes it."""

    promise: Promise
    is_late: bool
    form: SettleForm


def promises_of(lead, settle, today) -> list[Kept]:
    """`settle` is the form as it came back, where it did: it belongs to one of them."""
    typed = settle["promise"].value() if settle.is_bound else None
    return [
        Kept(row, row.is_late(today), settle if str(row.pk) == typed else settle_form(lead, row))
        for row in lead.promises.all()
    ]


def settle_form(lead, promise):
    form = SettleForm(lead=lead, auto_id=f"id_settle_{promise.pk}_%s")
    form.initial["promise"] = promise.pk
    return form
