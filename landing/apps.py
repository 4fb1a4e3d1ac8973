"""What a signed project has to get done, and the figures agreed with its investor."""

from django.apps import AppConfig


class LandingConfig(AppConfig):
    name = "landing"
    verbose_name = "落地"

    def ready(self):
        from landing.lead_extension import LandingBoard, open_duty  # models load after this module
        from leads import extensions
        from regions import open_duties

        extensions.register(LandingBoard())
        open_duties.register(open_duty)
