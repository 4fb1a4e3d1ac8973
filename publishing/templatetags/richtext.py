"""The only way to print HTML: it is cleaned again, whatever wrote it to the database."""

from django import template
from django.utils.safestring import mark_safe

from publishing.attached_files import with_file_facts
from publishing.shown_text import shown_text

register = template.Library()


@register.filter(name="richtext")
def richtext(html, above=""):
    """{{ article.body|richtext }} inside an element with class prose.

    `{{ article.body|richtext:article.cover }}`: all its pictures load late if one stands `above`.
    """
    text = shown_text(html or "")
    shown = with_file_facts(text.below if above else text.as_first)
    return mark_safe(shown)  # noqa: S308 -- cleaned by the allow-list
