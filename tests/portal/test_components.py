"""The component tag: declared props only, isolated context, escaped values."""

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError

from portal.templatetags.components import declared_props


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_component_wraps_content_and_shows_props():
    html = rendered('{% component "panel" title="联系园区" %}<p>电话</p>{% endcomponent %}')
    assert html.split("\n") == [
        "",
        '<section class="panel l-stack">',
        '<h2 class="u-h3">联系园区</h2>',
        "<p>电话</p>",
        "</section>",
        "",
    ]


def test_component_escapes_prop_and_content_values():
    html = rendered(
        '{% component "empty" title=title %}{{ body }}{% endcomponent %}',
        title="<script>",
        body="<img>",
    )
    assert [part in html for part in ("<script>", "<img>", "&lt;script&gt;", "&lt;img&gt;")] == [
        False,
        False,
        True,
        True,
    ]


def test_component_does_not_see_the_page_context():
    html = rendered('{% component "panel" %}{% endcomponent %}', title="泄漏", label="泄漏")
    assert "泄漏" not in html


def test_component_content_sees_the_page_context():
    html = rendered('{% component "panel" %}{{ name }}{% endcomponent %}', name="昆仑产业园")
    assert "昆仑产业园" in html


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('{% component "panel" colour="red" %}', "没有声明参数：colour"),
        ('{% component "empty" %}', "缺少参数：title"),
        ('{% component "empty" title %}', "名称=值"),
        ("{% component empty %}", "带引号的组件名"),
        ("{% component %}", "带引号的组件名"),
        ('{% component "../base" %}', "带引号的组件名"),
    ],
)
def test_component_refuses_at_compile_time(tag, message):
    with pytest.raises(TemplateSyntaxError, match=message):
        Template(tag + "{% endcomponent %}")


def test_declared_props_reads_required_and_defaults():
    source = '{# props: title required, href="", more="更多, 全部" #}\n<p></p>'
    assert declared_props("head", source) == ({"title"}, {"href": "", "more": "更多, 全部"})


@pytest.mark.parametrize("source", ["<p>无声明</p>", "{# props: Title #}"])
def test_declared_props_refuses_a_bad_first_line(source):
    with pytest.raises(TemplateSyntaxError):
        declared_props("bad", source)


def test_every_component_declares_its_props_and_there_are_at_most_15(settings):
    folder = settings.BASE_DIR / "templates" / "components"
    names = sorted(path.stem for path in folder.glob("*.html"))
    for name in names:
        declared_props(name, Engine.get_default().get_template(f"components/{name}.html").source)
    assert 0 < len(names) <= 15


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_render_without_any_context(page):
    html = Engine.get_default().get_template(f"{page}.html").render(Context())
    assert html.count("<h1>") == 1
    assert "</html>" in html
