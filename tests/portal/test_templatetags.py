"""Icons, headings, units, pager and JSON-LD."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.templatetags.portal_ui import json_ld, nbsp, ph, unit


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_icon_points_into_the_sprite():
    assert rendered('{% icon "phone" %}{% icon "land" "lg" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#i-phone"/></svg>'
        '<svg class="icon icon--lg" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#i-land"/></svg>'
    )


def test_ph_breaks_only_between_words():
    assert ph("格尔木昆仑产业园") == "格尔木<wbr>昆仑<wbr>产业园"


def test_ph_ties_a_number_to_its_unit():
    assert ph("标准地 60 亩").endswith(" 60\u00a0亩")


def test_ph_keeps_punctuation_numbers_and_opening_marks_with_their_word():
    assert ph("【会议】工业园工作") == "【会议】<wbr>工业园<wbr>工作"


@pytest.mark.parametrize(
    ("text", "expected"), [("", ""), (None, ""), ("A & <b>", "A &amp; &lt;b&gt;")]
)
def test_ph_escapes_and_survives_empty_text(text, expected):
    assert ph(text).replace("<wbr>", "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("距货场 6.2 km", "距货场 6.2\u00a0km"),
        ("3,200 ㎡", "3,200\u00a0㎡"),
        ("最高 500 万元", "最高 500\u00a0万元"),
        ("A 12 B", "A 12 B"),
    ],
)
def test_nbsp_ties_number_and_unit(text, expected):
    assert nbsp(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("3200.50"), "3,200.5\u00a0㎡"),
        (Decimal("1000"), "1,000\u00a0㎡"),
        (1200, "1,200\u00a0㎡"),
        (0, "0\u00a0㎡"),
        (0.5, "0.5\u00a0㎡"),
        (None, "未知"),
        ("", "未知"),
    ],
)
def test_unit_formats_and_says_unknown(value, expected):
    assert unit(value, "㎡") == expected


def test_oneline_joins_the_lines_of_the_template_only():
    source = """{% oneline %}
      面积 {{ area }} 亩。
      {% if note %}
        {{ note }}
      {% else %}
        净地。
      {% endif %}
      请<a class="more"{% if note %}
           rel="nofollow"{% endif %}
           href="/">咨询</a>。
      　主办单位
    {% endoneline %}"""
    assert rendered(source, area=60, note="两行\n<附注>") == (
        '面积 60 亩。两行\n&lt;附注&gt;请<a class="more"\n           rel="nofollow"\n'
        '           href="/">咨询</a>。　主办单位'
    )


@pytest.mark.parametrize(
    "value", [datetime.date(2026, 3, 1), datetime.datetime(2026, 2, 28, 16, tzinfo=datetime.UTC)]
)
def test_day_is_the_local_date_for_people_and_machines(value):
    assert rendered("{% day value %}", value=value) == (
        '<time datetime="2026-03-01">2026-03-01</time>'
    )


def test_json_ld_cannot_close_its_script():
    html = json_ld({"headline": "</script><script>alert(1)</script>&"})
    body = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in body
    assert json.loads(body) == {"headline": "</script><script>alert(1)</script>&"}


def pager(count, number, query=""):
    request = RequestFactory().get(f"/?{query}")
    page = Paginator(range(count), 1).page(number)
    return render_to_string("_pager.html", {"page_obj": page}, request)


def test_pager_is_absent_for_a_single_page():
    assert pager(1, 1).strip() == ""


def test_pager_keeps_the_filters_and_marks_the_current_page():
    html = pager(3, 2, "kind=land&page=2")
    assert html.count('aria-current="page"') == 1
    assert [f"?kind=land&amp;page={n}" in html for n in (1, 2, 3)] == [True, True, True]


def test_pager_elides_long_lists():
    html = pager(40, 20)
    labels = [part.split('"')[0] for part in html.split('aria-label="第 ')[1:]]
    assert labels == [f"{n} 页" for n in (1, 18, 19, 20, 21, 22, 40)]
    assert html.count("…") == 2
