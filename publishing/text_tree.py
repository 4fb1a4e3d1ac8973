"""Cleaned rich text as a small tree: what rules about paragraphs, tables and links work on.

What no rule touches is written out again as it was read, to the byte.
"""

from dataclasses import dataclass, field

from publishing.block_tags import TOKEN, VOID


@dataclass(eq=False, slots=True)
class Element:
    """`tag` is the start tag as it stands in the text; the root and loose words have none."""

    name: str = ""
    tag: str = ""
    children: list = field(default_factory=list)  # Elements and strings of source

    def elements(self):
        return [child for child in self.children if isinstance(child, Element)]

    def has(self, attribute: str) -> bool:
        return f" {attribute}=" in self.tag


def made(name: str, children, attributes: str = "") -> Element:
    return Element(name, f"<{name}{attributes}>", list(children))


def parsed(cleaned: str) -> Element:
    """Of well-formed HTML, as the sanitiser writes it."""
    root = Element()
    open_now = [root]
    for token in TOKEN.finditer(cleaned):
        slash, name, _ = token.groups()
        around = open_now[-1].children
        if name is None:
            around.append(token[0])
        elif slash:
            if len(open_now) > 1:
                open_now.pop()
        else:
            element = Element(name, token[0])
            around.append(element)
            if name not in VOID:
                open_now.append(element)
    return root


def rendered(root: Element) -> str:
    """Nesting may be deep, so nothing here calls itself."""
    parts, waiting = [], [root]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            parts.append(piece)
            continue
        parts.append(piece.tag)
        if piece.name and piece.name not in VOID:
            waiting.append(f"</{piece.name}>")
        waiting += reversed(piece.children)
    return "".join(parts)


def all_elements(root: Element) -> list[Element]:
    """The root and all below, each before what it holds."""
    found, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting += reversed(element.elements())
    return found
