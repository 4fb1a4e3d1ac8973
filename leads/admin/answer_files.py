"""A file of an answer, for staff."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from leads.views.answer_files import answer_file_response


@require_safe
def answer_file_view(request, object_id, pk, find):
    """`find` gives the enquiry to whoever may see it; a draft is its officer's alone."""
    files = find(request, object_id).answer_files
    own = Q(message__isnull=False) | Q(by=request.user.pk)
    return answer_file_response(get_object_or_404(files.filter(own), pk=pk))
