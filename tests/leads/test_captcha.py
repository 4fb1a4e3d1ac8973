"""A question that people answer as they like, and nobody by guessing what was asked."""

import pytest

from leads.captcha import SHOWN, WORDS, Captcha, captcha_of
from leads.tokens import new_nonce

QUESTION = Captcha(("青稞", "雪山", "石榴", "湖水"), 2)


def test_question_says_what_to_type():
    assert QUESTION.text == "请填写“青稞、雪山、石榴、湖水”里的第三个词"


@pytest.mark.parametrize("typed", ["石榴", " “石榴”。", "第三个词是石榴", "石\u200b榴"])
def test_word_counts_however_it_is_put(typed):
    assert QUESTION.is_answered_by(typed)


@pytest.mark.parametrize(
    "typed", ["", "湖水", "3", "青稞、雪山、石榴、湖水", "石 榴", "\0", QUESTION.text]
)
def test_nothing_else_counts(typed):
    assert not QUESTION.is_answered_by(typed)


def test_form_keeps_its_question_and_forms_have_different_ones():
    nonces = [new_nonce() for _ in range(200)]
    questions = [captcha_of(nonce) for nonce in nonces]
    assert questions == [captcha_of(nonce) for nonce in nonces]
    assert {question.position for question in questions} == set(range(SHOWN))
    assert len({question.words for question in questions}) > 190
    assert {word for question in questions for word in question.words} == set(WORDS)
