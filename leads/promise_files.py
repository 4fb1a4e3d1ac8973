"""The promise of a receipt as a file for calendars (RFC 5545): until when somebody answers."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

LENGTH = datetime.timedelta(minutes=30)


def promise_file(lead, site) -> HttpResponse:
    """Ends when the promise does; holds nothing of the visitor but the reference."""
    from icalendar import Calendar, Event  # 0.3 s for who needs it

    calendar, event = Calendar(), Event()
    calendar.add("prodid", f"-//{site.name}//回复//ZH")
    calendar.add("version", "2.0")
    event.add("uid", f"{lead.reference}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}")
    event.add("dtstamp", timezone.now().astimezone(datetime.UTC))
    event.add("dtstart", (lead.due_at - LENGTH).astimezone(datetime.UTC))
    event.add("dtend", lead.due_at.astimezone(datetime.UTC))
    event.add("summary", f"最迟此时收到{site.name}的回复，编号 {lead.reference}")
    if site.hotline:
        event.add("description", f"没有收到，请拨 {site.hotline}。")
    calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{lead.reference}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
