"""The manual of the desk (docs/manual) as pages of the desk: read from its files, drawn anew.

What a text may hold is FORMATS; HTML within it is text. A heading is named by its own words, so
that 怎么用 of a page leads to its chapter: clerk/#写一篇文章.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

FOLDER = Path(settings.BASE_DIR) / "docs" / "manual"
PICTURES = FOLDER / "images"
FIRST = "README"
FORMATS = {
    "paragraph": "<p>{}</p>",
    "ordered_list": "<ol>{}</ol>",
    "bullet_list": "<ul>{}</ul>",
    "list_item": "<li>{}</li>",
    "strong": "<strong>{}</strong>",
    "em": "<em>{}</em>",
    "root": "{}",
    "inline": "{}",
}
LITERAL = {"text": "{}", "code_inline": "<code>{}</code>"}


@dataclass(frozen=True)
class ManualPage:
    """One text: its first heading, the headings of its chapters, and the rest as HTML."""

    title: str
    chapters: tuple[str, ...]
    body: str


def texts() -> list[str]:
    """Names of those that there are."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


@lru_cache
def manual_page(name: str) -> ManualPage:
    """`name` is one of texts()."""
    tree = SyntaxTreeNode(MarkdownIt().parse((FOLDER / f"{name}.md").read_text("utf-8")))
    title, *rest = tree.children
    chapters = tuple(_words(node) for node in rest if node.type == "heading")
    return ManualPage(_words(title), chapters, format_html_join("\n", "{}", _each(rest)))


def _words(heading) -> str:
    return heading.children[0].content


def _each(nodes):
    return ((_drawn(node),) for node in nodes)


def _drawn(node) -> str:
    if node.type in LITERAL:
        return format_html(LITERAL[node.type], node.content)
    if node.type == "softbreak":
        return "\n"
    if node.type == "image":
        name = Path(node.attrs["src"]).stem
        url = reverse("desk_manual_picture", args=[name])
        return format_html('<img src="{}" alt="{}" loading="lazy">', url, node.content)
    inner = format_html_join("", "{}", _each(node.children))
    if node.type == "heading":
        return format_html('<{0} id="{1}">{2}</{0}>', node.tag, _words(node), inner)
    if node.type == "link":
        url = reverse("desk_manual_text", args=[Path(node.attrs["href"]).stem])
        return format_html('<a href="{}">{}</a>', url, inner)
    return format_html(FORMATS[node.type], inner)
