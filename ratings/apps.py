"""What visitors say of how they were served, and the case that a bad word opens (ADR 80)."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = "评价"

    def ready(self):
        from leads import extensions
        from ratings.lead_rating import RatingsOfEnquiries  # models load after this module

        extensions.register(RatingsOfEnquiries())
