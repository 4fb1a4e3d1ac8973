"""The passages beside a question, for the pages of enquiries, which lie below this room."""

from django import template

from answers.passages import passages_for

register = template.Library()


@register.simple_tag
def passages(site, topic, text):
    """What may answer what stands in a form; without a question nothing is asked of the index."""
    return passages_for(site, topic or "", text or "") if text else []
