"""Policies as records."""

from django.apps import AppConfig

from search.dictionary import register


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "政策"

    def ready(self):
        from policies.ended_citations import ENDED_CITATIONS  # models load after this module
        from publishing.content_checks import rules

        register(self.names)
        rules.register(ENDED_CITATIONS)

    def names(self):
        """Names of categories, for the dictionary of search."""
        from policies.models import PolicyCategory  # models load after this module

        return PolicyCategory.objects.values_list("name", flat=True)
