"""`{% page_meta as facts %}`: what templates/portal/_meta.html prints in the head."""

from django import template

from portal.seo import PageMeta

register = template.Library()


@register.simple_tag(takes_context=True)
def page_meta(context):
    return PageMeta(
        context["request"], context.get("site"), context.get("meta"), context.get("crumbs")
    )
