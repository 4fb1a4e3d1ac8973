"""A file of an answer, for whoever has shown a right to it."""

from urllib.parse import quote

from django.http import FileResponse, Http404

from publishing.views import CONTENT_TYPES


def answer_file_response(row):
    """Saved, never opened in the page; kept by nobody on the way."""
    try:
        stored = row.file.open("rb")
    except OSError as error:
        raise Http404("没有这个文件") from error
    response = FileResponse(stored, content_type=CONTENT_TYPES[row.kind])
    name = quote(row.name, safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response
