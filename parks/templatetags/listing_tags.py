"""How a figure looks, and where a listing lives on the site at hand."""

from django import template
from django.utils.html import format_html

from parks.display_values import UNKNOWN, Figure, number
from parks.units import sqm_to_mu
from publishing.attached_files import size_words

register = template.Library()
file_size = register.filter("file_size", size_words)


@register.filter
def url_on(thing, site):
    """`{{ listing|url_on:site }}`: its address on this site."""
    return thing.url_on(site)


@register.filter
def figure(value: Figure):
    """A figure with its number large: <b>126.4</b> 亩; 未知 is muted."""
    if value.is_unknown:
        return format_html('<span class="u-unknown">{}</span>', UNKNOWN)
    beside = f"（{value.beside}）" if value.beside else ""
    return format_html("<b>{}</b>{}{}", value.value, value.unit, beside)


@register.filter
def fact(value: Figure):
    """A figure in running text: 9.6 m; 未知 is muted."""
    if value.is_unknown:
        return format_html('<span class="u-unknown">{}</span>', UNKNOWN)
    return str(value)


@register.filter
def thousands(value):
    """84266.67 → 84,266.67; nothing for nothing."""
    return "" if value is None else number(value)


@register.filter
def mu(sqm):
    """㎡ → 亩 with one decimal: 84,267 ㎡ → 126.4."""
    return UNKNOWN if sqm is None else number(sqm_to_mu(sqm), 1)
