"""选址方案: places, costs, policies and dates of one enquiry, to hand to a board (ADR 80)."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"
    verbose_name = "选址方案"

    def ready(self):
        from leads import extensions
        from proposals.lead_proposals import ProposalsOfEnquiries  # models load after this module

        extensions.register(ProposalsOfEnquiries())
