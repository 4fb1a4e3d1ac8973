"""Policies as records."""

from django.apps import AppConfig, apps

from search.dictionary import register


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "政策"

    def ready(self):
        register(self.names)

    def names(self):
        """Names of categories, for the dictionary of search."""
        return apps.get_model("policies.PolicyCategory").objects.values_list("name", flat=True)
