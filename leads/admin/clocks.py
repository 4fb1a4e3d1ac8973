"""The promise to a visitor as a ring and words, drawn alike wherever an enquiry is named."""

import datetime
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.html import format_html

from leads.admin.timeline import clock_words
from leads.deadlines import in_words, span_in_words, working_time
from leads.models import clock_label

DAY = datetime.timedelta(days=1)
FULL = 100
SOON = 75  # percent of the working time
SOON_LEFT = datetime.timedelta(hours=4)  # of working time, however long the whole was
RING = (
    '<span class="clock clock--{}"><svg class="ring" viewBox="0 0 20 20" aria-hidden="true">'
    '<circle cx="10" cy="10" r="7.5"/><circle cx="10" cy="10" r="7.5" pathLength="100"'
    ' stroke-dasharray="{} 100"/></svg>{}</span>'
)


@dataclass(frozen=True)
class Clock:
    """`tone`: late, soon, calm, or done where nobody waits for us; `used`: percent of the ring;
    `kind` of one that the office set itself."""

    words: str
    tone: str
    used: int
    kind: str = ""

    @property
    def drawn(self):
        return format_html(RING, self.tone, self.used, self.words)


def clock_of(lead, now) -> Clock:
    """Of a lead with its last words (leads.models.with_last_words)."""
    words = clock_words(lead, now)
    if lead.owed_at is None or lead.quarantine_checked_at:
        return Clock(words, "done", FULL)
    if lead.is_overdue(now):
        return Clock(words, "late", FULL)
    used = used_percent(lead.asked_at, lead.owed_at, now)
    is_soon = used > SOON or working_time(now, lead.owed_at) <= SOON_LEFT
    return Clock(words, "soon" if is_soon else "calm", used)


def office_clock(kind, started_at, due_at, now) -> Clock:
    """Of a deadline that the office set itself: 研判，还剩 2 小时."""
    label = clock_label(kind)
    if due_at < now:
        return Clock(f"{label}，逾期 {span_in_words(now - due_at)}", "late", FULL, kind)
    left = due_at - now
    words = f"还剩 {span_in_words(left)}" if left < DAY else f"最迟 {in_words(due_at)}"
    is_soon = working_time(now, due_at) <= SOON_LEFT
    used = used_percent(started_at, due_at, now)
    return Clock(f"{label}，{words}", "soon" if is_soon else "calm", used, kind)


def clock_cell(lead, now):
    """In a list: the promise, how long it is with us, and what the office owes itself next."""
    age = span_in_words(max(now - lead.received_at, datetime.timedelta()))
    words = '<span id="clock-{}">{}</span><p>{}前收到</p>{}'
    is_owed = lead.next_clock is not None and not lead.is_ended
    own = clock_of_row(lead.next_clock, now).drawn if is_owed else ""
    return format_html(words, lead.pk, clock_of(lead, now).drawn, age, own)


def clock_of_row(row, now) -> Clock:
    """Of a clock as the database tells it: {"kind", "started_at", "due_at"}."""
    started_at, due_at = (parse_datetime(row[name]) for name in ("started_at", "due_at"))
    return office_clock(row["kind"], started_at, due_at, now)


def used_percent(start, end, now) -> int:
    """Of the working time between the two; of all time where none of it is worked."""
    whole, used = working_time(start, end), working_time(start, now)
    if not whole:
        whole, used = end - start, now - start
    if whole <= datetime.timedelta():
        return FULL
    return min(max(round(FULL * (used / whole)), 0), FULL)
