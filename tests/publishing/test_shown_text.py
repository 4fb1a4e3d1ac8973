"""Rich text as pages show it: pictures load when a reader comes near, nothing else changes."""

import pytest

from publishing.richtext import sanitise
from publishing.shown_text import shown_text
from publishing.templatetags.richtext import richtext

ONE, TWO = (f'<img alt="" height="3" src="/media/{name}.jpg" width="4">' for name in "ab")
EAGER, LAZY = '<img decoding="async" ', '<img decoding="async" loading="lazy" '


def test_the_first_picture_loads_with_the_page():
    one, two = (sanitise(picture)[5:] for picture in (ONE, TWO))
    assert richtext(f"<p>{ONE}</p>{TWO}") == f"<p>{EAGER}{one}</p>{LAZY}{two}"


def test_none_does_where_one_stands_above():
    one, two = (sanitise(picture)[5:] for picture in (ONE, TWO))
    assert richtext(f"<p>{ONE}</p>{TWO}", "cover.jpg") == f"<p>{LAZY}{one}</p>{LAZY}{two}"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>没有图</p>",
        '<p>&lt;img src=x&gt; 与 loading="lazy"</p>',
        '<p><a href="/a/" title="<img src=x>">链接</a></p>',
        '<p><a href="/a/" title=\'"><img src=x onerror=alert(1)>\'>链接</a></p>',
        "<img>",
    ],
)
def test_what_is_no_picture_stays(html):
    assert (richtext(html), richtext(html, "above")) == (sanitise(html), sanitise(html))


def test_what_was_written_past_the_form_is_cleaned():
    assert richtext('<img src="/media/a.jpg" onerror="x()"><script>y()</script>') == (
        f'{EAGER}src="/media/a.jpg">'
    )


def test_length_counts_words_alone():
    assert shown_text("<p>四个字符</p>" + ONE).length == 4
