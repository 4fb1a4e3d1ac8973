"""Site visits, told to the enquiries that they belong to."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = "踏勘"

    def ready(self):
        from leads import extensions  # models load after this module
        from visits.enquiry_parts import VisitsOfEnquiries

        extensions.register(VisitsOfEnquiries())
