"""A changed menu is noted as all that stands in the frame of pages (ADR 25)."""

from django.db import migrations

from publishing.editions.triggers import Triggers

MENUS = Triggers(
    "regions_menuitem",
    keys=("site_id",),
    paths="SELECT coalesce((SELECT place.path FROM regions_site step1 JOIN regions_region place"
    " ON place.id = step1.region_id WHERE step1.id = touched.site_id), '')",
)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_site_in_focus"),
        ("publishing", "0005_moves_are_noted_twice"),
        ("regions", "0012_menus"),
    ]

    operations = [migrations.RunSQL(MENUS.create(), MENUS.drop())]
