"""What the import and export pages share: who may open them, and the admin's page around them."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse

from parks.models import Listing
from regions import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def for_editors(view):
    """A view for signed-in editors of any region; what they see is scoped in the view."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not access.has_role(request.user, access.EDITORS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def page(request, template, title, status=200, **context):
    context |= {**admin.site.each_context(request), "title": title, "opts": Listing._meta}
    return TemplateResponse(request, f"admin/exchange/{template}.html", context, status=status)


def attachment(name):
    return f'attachment; filename="{name}"'


def workbook_response(workbook, name):
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = attachment(name)
    workbook.save(response)
    return response
