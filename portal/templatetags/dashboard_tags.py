"""{% todo_list as todo %} and {% shortcut_list as shortcuts %} for the admin's start page."""

from django import template

from portal.dashboard import shortcuts_for, todo_for

register = template.Library()


@register.simple_tag(takes_context=True)
def todo_list(context):
    return todo_for(context["request"])


@register.simple_tag(takes_context=True)
def shortcut_list(context):
    return list(shortcuts_for(context["request"]))
