"""What the site itself says to a question, before a person is asked (ADR 76)."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "answers"
    verbose_name = "先看答案"

    def ready(self):
        from answers.lead_answers import AnswersBeforehand  # models load after this module
        from leads import extensions

        extensions.register(AnswersBeforehand())
