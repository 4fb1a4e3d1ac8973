"""The passages beside a question, for the pages of enquiries, which lie below this room."""

from django import template

from answers.passages import passages_for
from core.bulkheads import BulkheadStalled

register = template.Library()
# The button, the card of every page, and a form that comes back after its visitor had looked.
LOOKED = {"find", "look", "answers_shown"}


@register.simple_tag(takes_context=True)
def passages(context, form):
    """What may answer what a visitor asked; None where nothing was looked for.

    Words that another page put into the form are ours: who followed a link has asked nothing yet.

    The page is the office's, looking is a reader's: while readers hold what they may, nothing is
    looked for, and whoever wants to ask a person gets the form at once.
    """
    request = context["request"]
    if not LOOKED.intersection((*request.GET, *request.POST)):
        return None
    text = form["message"].value() or ""
    try:
        with request.heavy_slot():
            return passages_for(request.site, form["topic"].value() or "", text)
    except BulkheadStalled:
        return None
