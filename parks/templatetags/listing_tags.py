"""How a figure looks, and where a listing lives on the site at hand."""

from django import template
from django.utils.html import format_html

from parks.display_values import UNKNOWN, Figure, number
from parks.units import sqm_to_mu

register = template.Library()
NO_BREAK_SPACE = "\u00a0"


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


@register.filter
def file_size(size):
    """640 KB, 1.2 MB; nothing when the file is gone."""
    if not size:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}{NO_BREAK_SPACE}KB"
    return f"{size / 1024 / 1024:.1f}{NO_BREAK_SPACE}MB"
