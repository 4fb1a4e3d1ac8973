"""A visit as a file for calendars (RFC 5545): the same event in every version, the newest wins."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from core.public_url import absolute
from visits.itineraries import itinerary_of
from visits.models import Visit

REMINDED_BEFORE = datetime.timedelta(hours=2)


def calendar_file(visit, site, *, path) -> bytes:
    """`path` leads to what stands now; nothing of the investor is in it but the reference."""
    from icalendar import Alarm, Calendar, Event  # 0.3 s for who needs it

    plan = itinerary_of(visit, site)
    is_off = visit.state not in {Visit.State.AGREED, Visit.State.DONE}
    calendar, event, alarm = Calendar(), Event(), Alarm()
    calendar.add("prodid", f"-//{site.name}//踏勘//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    event.add("uid", f"visit-{visit.pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}")
    event.add("sequence", visit.version)
    event.add("dtstamp", timezone.now().astimezone(datetime.UTC))
    event.add("dtstart", visit.calendar_start.astimezone(datetime.UTC))
    if plan.ends_at:
        event.add("dtend", plan.ends_at.astimezone(datetime.UTC))
    event.add("summary", f"踏勘：{site.name}，{visit.lead.reference}")
    event.add("location", visit.meeting_point)
    event.add("description", _description(plan, site, path))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    alarm.add("action", "DISPLAY")
    alarm.add("description", "踏勘")
    alarm.add("trigger", -REMINDED_BEFORE)
    event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()


def _description(plan, site, path):
    lines = [f"{plan.visit.guide}带队，{site.hotline}"]
    for leg in plan.legs:
        lines.append(f"{leg.hours} {leg.stop.label}（{leg.way_words}）")
    return "\n".join([*lines, absolute(path)])
