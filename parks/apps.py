"""Parks, land and buildings."""

from django.apps import AppConfig

from search.dictionary import register


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = "园区与载体"

    def ready(self):
        register(self.names)

    def names(self):
        """Names of parks and industries, for the dictionary of search."""
        from parks.models import Industry, Park  # models load after this module

        for park in Park.objects.only("name", "also_known_as"):
            yield from park.names()
        yield from Industry.objects.values_list("name", flat=True)
