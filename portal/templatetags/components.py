"""`{% component "panel" title=… %}…{% endcomponent %}`: a wrapper with declared props.

A component is templates/components/<name>.html. Its first line declares what it takes:
`{# props: title required, href="" #}`. The wrapped content is `{{ content }}`; nothing else of
the page's context is visible inside.
"""

import re

from django import template
from django.template import Engine
from django.template.base import token_kwargs

register = template.Library()

DECLARATION = re.compile(r"\{# props: (?P<props>.*?) ?#\}")
PROP = re.compile(r'(?P<name>[a-z_]+)(?: (?P<required>required)|="(?P<default>[^"]*)")(?:, |$)')


class ComponentNode(template.Node):
    def __init__(self, component, defaults, props, nodelist):
        self.component = component
        self.defaults = defaults
        self.props = props
        self.nodelist = nodelist

    def render(self, context):
        values = {name: expression.resolve(context) for name, expression in self.props.items()}
        content = self.nodelist.render(context)
        return self.component.render(context.new({**self.defaults, **values, "content": content}))


@register.tag
def component(parser, token):
    name, *bits = token.split_contents()[1:] or [""]
    if not re.fullmatch(r'"[a-z_]+"', name):
        raise template.TemplateSyntaxError('component 后面要写带引号的组件名，如 "panel"')
    name = name.strip('"')
    props = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"组件 {name} 的参数要写成 名称=值：{bits[0]}")
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    compiled = Engine.get_default().get_template(f"components/{name}.html")
    required, defaults = declared_props(name, compiled.source)
    check_props(name, props, required, defaults)
    return ComponentNode(compiled, defaults, props, nodelist)


def declared_props(name, source):
    """The required names and the defaults that the first line of a component declares."""
    declaration = DECLARATION.match(source)
    if declaration is None:
        raise template.TemplateSyntaxError(f"组件 {name} 的第一行要声明参数：{{# props: … #}}")
    text, position, required, defaults = declaration["props"], 0, set(), {}
    while position < len(text):
        prop = PROP.match(text, position)
        if prop is None:
            raise template.TemplateSyntaxError(f"组件 {name} 的参数声明有误：{text[position:]}")
        if prop["required"]:
            required.add(prop["name"])
        else:
            defaults[prop["name"]] = prop["default"]
        position = prop.end()
    return required, defaults


def check_props(name, given, required, defaults):
    if unknown := sorted(given.keys() - required - defaults.keys()):
        raise template.TemplateSyntaxError(f"组件 {name} 没有声明参数：{'、'.join(unknown)}")
    if missing := sorted(required - given.keys()):
        raise template.TemplateSyntaxError(f"组件 {name} 缺少参数：{'、'.join(missing)}")
