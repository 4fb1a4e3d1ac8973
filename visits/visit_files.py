"""A visit as files to take along, for the desk and for the investor alike."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from visits.calendar_files import calendar_file
from visits.itinerary_pdf import itinerary_pdf

BUSY = "现在画行程单的人太多，请过几秒再试。"  # after SheetBusy (parks.datasheet.pdf)


def itinerary_reply(visit, site) -> HttpResponse:
    return _reply(itinerary_pdf(visit, site), "application/pdf", visit, "pdf")


def calendar_reply(visit, site, *, path) -> HttpResponse:
    content = calendar_file(visit, site, path=path)
    return _reply(content, "text/calendar; charset=utf-8", visit, "ics")


def _reply(content, content_type, visit, suffix):
    name = f"踏勘 {timezone.localdate(visit.calendar_start)} {visit.lead.reference}.{suffix}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
