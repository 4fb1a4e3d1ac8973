"""Parks, land and buildings."""

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate

from search.dictionary import register


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = "园区与载体"

    def ready(self):
        from parks.unit_slips import UNIT_SLIPS  # models load after this module
        from publishing.content_checks import rules

        register(self.names)
        rules.register(UNIT_SLIPS)
        post_migrate.connect(add_kind_rules, sender=self)

    def names(self):
        """Names of parks and industries, for the dictionary of search."""
        from parks.models import Industry, Park  # models load after this module

        for park in Park.objects.only("name", "also_known_as"):
            yield from park.names()
        yield from Industry.objects.values_list("name", flat=True)


def add_kind_rules(**kwargs):
    """Give each kind its rule: staff change rules, they add none.

    No migration: a kind that comes later gets its rule in the same way, and so do tables that were
    emptied. Where the app was unapplied there is nothing to fill.
    """
    from parks.default_rules import ensure_kind_rules  # models load after this module
    from parks.models import KindRule

    if KindRule._meta.db_table in connection.introspection.table_names():
        ensure_kind_rules()
