"""The promise to a visitor as a ring and words, drawn alike wherever an enquiry is named."""

import datetime
from dataclasses import dataclass

from django.utils.html import format_html

from leads.admin.timeline import clock_words
from leads.deadlines import working_time

FULL = 100
SOON = 75  # percent of the working time
RING = (
    '<span class="clock clock--{}"><svg class="ring" viewBox="0 0 20 20" aria-hidden="true">'
    '<circle cx="10" cy="10" r="7.5"/><circle cx="10" cy="10" r="7.5" pathLength="100"'
    ' stroke-dasharray="{} 100"/></svg>{}</span>'
)


@dataclass(frozen=True)
class Clock:
    """`tone`: late, soon, calm, or done where nobody waits for us; `used`: percent of the ring."""

    words: str
    tone: str
    used: int

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
    return Clock(words, "soon" if used > SOON else "calm", used)


def used_percent(start, end, now) -> int:
    """Of the working time between the two; of all time where none of it is worked."""
    whole, used = working_time(start, end), working_time(start, now)
    if not whole:
        whole, used = end - start, now - start
    if whole <= datetime.timedelta():
        return FULL
    return min(max(round(FULL * (used / whole)), 0), FULL)
