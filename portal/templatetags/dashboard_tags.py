"""{% desk_todo as todo %} and {% desk_shortcuts as shortcuts %} for the admin's start page."""

from django import template

from portal.dashboard import shortcuts_for, todo_for

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_todo(context):
    return todo_for(context["request"])


@register.simple_tag(takes_context=True)
def desk_shortcuts(context):
    return list(shortcuts_for(context["request"]))
