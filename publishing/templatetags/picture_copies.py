"""Smaller copies of a picture, for the browser to choose from."""

from django import template
from django.utils.html import format_html

from publishing.renditions import CUT, OF_CARD, OF_COVER, WHOLE, is_ours, srcset

register = template.Library()
SIZES = {CUT: OF_CARD, WHOLE: OF_COVER}


@register.simple_tag
def copies(url, kind=WHOLE):
    """<img src="{{ url }}"{% copies url "c" %}>: nothing of a drawing that is not uploaded.

    "c": cut to the frame of a card, "w": as it is.
    """
    if not is_ours(url):
        return ""
    return format_html(' srcset="{}" sizes="{}"', srcset(url, kind), SIZES[kind])
