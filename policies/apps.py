"""Policies as records."""

from django.apps import AppConfig

from search.dictionary import register


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "政策"

    def ready(self):
        register(self.names)

    def names(self):
        """Names of categories, for the dictionary of search."""
        from policies.models import PolicyCategory  # models load after this module

        return PolicyCategory.objects.values_list("name", flat=True)
