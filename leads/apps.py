"""Enquiries: stored, owned, answered, provable."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = "线索"

    def ready(self):
        from leads.handover import open_duty  # models load after this module
        from leads.list_import import register_leads
        from regions import open_duties

        open_duties.register(open_duty)
        register_leads()
