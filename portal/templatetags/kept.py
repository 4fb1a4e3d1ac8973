"""`{% kept "_footer.html" mode=display.mode %}`: an include that is drawn once an edition.

What is drawn is the same for every reader, so the template sees nothing of the request: the `site`
and its `chrome`, one row given as `of=`, and the named values, which are short words and numbers of
which there are few. With each of them another part is kept.

What differs from page to page stands in `{% fresh %}…{% endfresh %}` within the template, or is one
value, `{% fresh display.next %}`: it is drawn with the context of the page, each time, and put in
its place.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django import template
from django.template import Context
from django.template.base import NodeList, VariableNode, token_kwargs

from core.kept_parts import NOTHING_KEPT
from core.late_rows import LateRow

register = template.Library()

# Stands where something fresh belongs. No text of a database or a template holds it.
GAP = "\0"
LONGEST_WORD = 40


class KeptContext(Context):
    """What a kept part is drawn with; collects what has to be drawn for each page."""

    def __init__(self, values, fresh):
        super().__init__(values)
        self.fresh = fresh


class Part(NamedTuple):
    """A drawn part: texts, and what is drawn anew between them."""

    texts: Sequence[str]
    fresh: Sequence[NodeList]

    def shown(self, context):
        if isinstance(context, KeptContext):  # a part of a part: fresh in both
            context.fresh += self.fresh
            return GAP.join(self.texts)
        pieces = [self.texts[0]]
        for nodes, text in zip(self.fresh, self.texts[1:], strict=True):
            pieces += (nodes.render(context), text)
        return "".join(pieces)


class KeptNode(template.Node):
    def __init__(self, name, row, values):
        self.name, self.row, self.values = name, row, values

    def render(self, context):
        values = {name: each.resolve(context) for name, each in self.values.items()}
        refuse_what_differs(self.name, values)
        row = self.row.resolve(context) if self.row else None
        site, chrome = context.get("site"), context.get("chrome")
        if chrome is not None:
            chrome = chrome.seen_from(values.get("section", ""))
        seen = {"site": site, "chrome": chrome, **values}
        # Where all else fails a page is drawn without its chrome: not what others want.
        kept = site.kept if chrome else NOTHING_KEPT
        key = (self.name, row and (row.pk, read_along(row)), *values.items())
        return kept.get(key, lambda: self._drawn(context, seen, row)).shown(context)

    def _drawn(self, context, seen, row):
        if isinstance(row, LateRow):
            row = row.whole()
            if row is None:
                return Part(("",), ())
        if row is not None:
            seen[row._meta.model_name] = row
        fresh = []
        compiled = context.template.engine.get_template(self.name)
        drawn = compiled.render(KeptContext(seen, fresh))
        return Part(tuple(drawn.split(GAP)), tuple(fresh))


def read_along(row):
    """What one view has read of a row and another not: their cards differ."""
    return row.read_along if isinstance(row, LateRow) else frozenset(vars(row))


def refuse_what_differs(name, values):
    for key, value in values.items():
        is_word = isinstance(value, str) and len(value) <= LONGEST_WORD
        if not (is_word or value is None or isinstance(value, int)):
            raise ValueError(f"{name} is not kept for each {key}: it may be a word or a number")


class FreshNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        if not isinstance(context, KeptContext):
            return self.nodelist.render(context)
        context.fresh.append(self.nodelist)
        return GAP


@register.tag
def kept(parser, token):
    name, *bits = token.split_contents()[1:] or [""]
    if name[:1] not in {'"', "'"} or name[:1] != name[-1:]:
        raise template.TemplateSyntaxError('kept 后面要写带引号的模板名，如 "_footer.html"')
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"kept 的参数要写成 名称=值：{bits[0]}")
    return KeptNode(name[1:-1], values.pop("of", None), values)


@register.tag
def fresh(parser, token):
    value = token.contents.partition(" ")[2]
    if value:
        return FreshNode(NodeList([VariableNode(parser.compile_filter(value))]))
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(nodelist)
