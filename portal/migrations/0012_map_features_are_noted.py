"""Maps are drawn anew where what staff drew on them changes (ADR 25)."""

from django.db import migrations

from publishing.editions.triggers import Triggers

FEATURES = Triggers(
    "maps_mapfeature",
    keys=("region_id",),
    paths="SELECT coalesce((SELECT place.path FROM regions_region place"
    " WHERE place.id = touched.region_id), '')",
)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0011_synonyms_are_noted"),
        ("publishing", "0005_moves_are_noted_twice"),
        ("maps", "0001_map_features"),
    ]

    operations = [migrations.RunSQL(FEATURES.create(), FEATURES.drop())]
