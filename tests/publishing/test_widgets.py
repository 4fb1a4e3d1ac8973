"""The editor in forms: when a text counts as changed."""

import pytest

from publishing.richtext import sanitise
from publishing.widgets import RichTextFormField


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>甲</p><ul><li>乙</li></ul>", False),
        ("<p>甲</p>\n\n<ul>\n\t<li>乙</li>\n</ul>\n", False),
        ("<p>甲 </p><ul><li>乙</li></ul>", False),
        ("<p>甲</p><ul><li>丙</li></ul>", True),
        ("<p>甲</p><ul><li><b>乙</b></li></ul>", True),
        ('<p>甲</p><ul><li>乙</li></ul><img src="data:image/png;base64,AA==">', True),
        ("", True),
    ],
)
def test_line_breaks_between_blocks_are_no_change(data, expected):
    assert RichTextFormField().has_changed("<p>甲</p><ul><li>乙</li></ul>", data) is expected


def test_what_cleaning_writes_otherwise_is_no_change():
    """Else who only signs in the form of such a text is told to have written it."""
    typed = '<p><a href="/a.pdf">甲</a><br /><img alt="" src="/media/a.png" /></p>\n'
    assert not RichTextFormField().has_changed(sanitise(typed), typed)
    assert RichTextFormField().has_changed(sanitise(typed), typed.replace("a.pdf", "b.pdf"))


def test_words_around_an_inline_tag_are_kept_apart():
    assert RichTextFormField().has_changed("<p>a <b>b</b></p>", "<p>a<b>b</b></p>")


def test_hostile_texts_are_compared_in_linear_time():
    """A quadratic expression would take minutes."""
    assert RichTextFormField().has_changed("<p>", " " * 20_000 + "<p " + " " * 100_000)
