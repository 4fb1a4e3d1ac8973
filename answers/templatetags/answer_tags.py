"""The passages beside a question, for the pages of enquiries, which lie below this room."""

from django import template

from answers.passages import passages_for
from core.bulkheads import BulkheadStalled

register = template.Library()


@register.simple_tag(takes_context=True)
def passages(context, form):
    """What may answer what stands in a form; without a question nothing is asked of the index.

    The page is the office's, looking is a reader's: while readers hold what they may, nothing is
    looked for, and whoever wants to ask a person gets the form at once.
    """
    text = form["message"].value() or ""
    if not text:
        return []
    request = context["request"]
    try:
        with request.heavy_slot():
            return passages_for(request.site, form["topic"].value() or "", text)
    except BulkheadStalled:
        return []
