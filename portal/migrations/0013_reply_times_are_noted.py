"""Pages that show how fast a site answers are drawn anew where that changes (ADR 25, ADR 77)."""

from django.db import migrations

from publishing.editions.triggers import Triggers

FIGURES = Triggers(
    "reporting_quarterfigures",
    keys=("site_id",),
    paths="SELECT coalesce((SELECT place.path FROM regions_site step1"
    " JOIN regions_region place ON place.id = step1.region_id"
    " WHERE step1.id = touched.site_id), '')",
)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0012_map_features_are_noted"),
        ("publishing", "0005_moves_are_noted_twice"),
        ("reporting", "0001_quarter_figures"),
    ]

    operations = [migrations.RunSQL(FIGURES.create(), FIGURES.drop())]
