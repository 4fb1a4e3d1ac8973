"""What is usual in an industry answers a question that is asked."""

from matching.industry_profiles import ANY, BY_INDUSTRY
from matching.questions import QUESTIONS


def test_usual_values_are_answers_of_the_questions_that_ask_for_them():
    names = {name for question in QUESTIONS for name in question.names}
    for profile in (ANY, *BY_INDUSTRY.values()):
        assert profile.asks - names == set()
        assert set(profile.usual) - names == set()
