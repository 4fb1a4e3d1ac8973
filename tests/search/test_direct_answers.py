"""One answer above the hits: the first that somebody has, to a text in one line."""

from search.direct_answers import answer_to


def test_nobody_answers_a_text_without_words():
    assert answer_to(None, " \u200b ") is None
