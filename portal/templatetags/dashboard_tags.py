"""{% alarm_list as alarms %}, {% todo_list as todo %}, {% shortcut_list as shortcuts %}.

For the admin's start page.
"""

from django import template

from core.database_clock import database_now
from portal.alarms import alarms_for
from portal.dashboard import shortcuts_for, todo_for

register = template.Library()


@register.simple_tag(takes_context=True)
def alarm_list(context):
    return alarms_for(context["request"].user, database_now())


@register.simple_tag(takes_context=True)
def todo_list(context):
    return todo_for(context["request"])


@register.simple_tag(takes_context=True)
def shortcut_list(context):
    return list(shortcuts_for(context["request"]))
