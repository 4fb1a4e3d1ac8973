"""What it means to be public, and the admin of what is."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "发布"

    def ready(self):
        from publishing import checks  # noqa: F401 -- registers itself, once models are loaded
        from publishing.content_checks import own_rules  # noqa: F401 -- likewise
