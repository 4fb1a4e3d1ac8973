"""Parks, land and buildings."""

from django.apps import AppConfig, apps

from search.dictionary import register


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = "园区与载体"

    def ready(self):
        register(self.names)

    def names(self):
        """Names of parks and industries, for the dictionary of search."""
        for park in apps.get_model("parks.Park").objects.only("name", "also_known_as"):
            yield from park.names()
        yield from apps.get_model("parks.Industry").objects.values_list("name", flat=True)
