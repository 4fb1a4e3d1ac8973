"""What the desk's frame and start page are made of.

{% desk_look as look %}, {% desk_navigation as sections %}, {% desk_icon "inbox" %};
{% alarm_list as alarms %}, {% start_page as start %}, {% shortcut_list as shortcuts %}.
"""

from copy import copy

from django import template
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from core.database_clock import database_now
from portal.alarms import alarms_for
from portal.dashboard import shortcuts_for
from portal.desk_navigation import navigation_for
from portal.page_help import chapter_for, help_for
from portal.site_choice import has_several, preferences_of
from portal.start_page import start_page_of
from portal.where_used import uses_of
from regions import access
from regions.site_focus import narrowed, site_in_focus

register = template.Library()


@register.simple_tag(takes_context=True)
def where_used(context, rows):
    """{% where_used original as uses %}: what links to a row, or to some of one kind."""
    found = rows if isinstance(rows, QuerySet) else [rows]
    return uses_of(found, context["request"])


@register.simple_tag(takes_context=True)
def desk_navigation(context):
    """Sections of the rail; none for whoever is not signed in, or may not enter."""
    request = context.get("request")
    return navigation_for(request) if request and context.get("has_permission") else []


@register.simple_tag(takes_context=True)
def desk_look(context):
    """The account's DeskPreferences; None for whoever is not signed in: as the system has it."""
    request = context.get("request")
    if not context.get("has_permission") or not hasattr(request, "user"):
        return None
    return preferences_of(request)


@register.simple_tag(takes_context=True)
def site_choice(context):
    """Whose rows lists show, for the foot of the rail: `label`, and whether one may choose."""
    request = context["request"]
    site = site_in_focus(request)
    is_open = has_several(request.user)
    if site is None and not is_open and (home := access.home_region(request.user)):
        label = home.name
    else:
        label = site.region.name if site else "全部地区"
    return {"site": site, "label": label, "is_open": is_open}


@register.simple_tag(takes_context=True)
def desk_navigation_of(context, person):
    """What somebody else would see in the rail: {% desk_navigation_of person as sections %}."""
    request = copy(context["request"])
    request.user, request.site_focus = person, None
    return navigation_for(request)


@register.simple_tag(takes_context=True)
def page_help(context):
    """怎么用: `sentences` for whoever may be here, with the `text` and `chapter` of the manual."""
    match = getattr(context.get("request"), "resolver_match", None)
    if not match or not context.get("has_permission"):
        return {}
    text, chapter = chapter_for(match.view_name)
    return {"sentences": help_for(match.view_name), "text": text, "chapter": chapter}


@register.simple_tag
def desk_icon(name):
    """Decorative icon of the desk's own sprite; the words beside it carry it."""
    return format_html(
        '<svg class="i" role="none"><use href="{}#i-{}"/></svg>',
        static("desk/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def alarm_list(context):
    return alarms_for(context["request"].user, database_now())


@register.simple_tag(takes_context=True)
def start_page(context):
    """Once a request: its headline stands in another block than the rest."""
    request = context["request"]
    if not hasattr(request, "_start_page"):
        look = desk_look(context)
        request._start_page = start_page_of(narrowed(request), look, timezone.now())
    return request._start_page


@register.simple_tag(takes_context=True)
def shortcut_list(context):
    return list(shortcuts_for(narrowed(context["request"])))
