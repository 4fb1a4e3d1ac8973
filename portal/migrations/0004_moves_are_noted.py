"""What takes rows of other tables to other places is noted a second time (ADR 25)."""

import importlib
from dataclasses import replace

from django.db import migrations

BEFORE = importlib.import_module("portal.migrations.0003_changes_are_noted").TRIGGERS
MOVING = {
    "regions_site": ("region_id",),
    "regions_region": ("path",),
    "news_column": ("site_id",),
    "news_article": ("column_id",),
    "policies_policy": ("region_id",),
    "parks_park": ("region_id",),
    "parks_listing": ("region_id", "park_id"),
}
CHANGED = [each for each in BEFORE if each.table in MOVING and not each.name]
AFTER = [replace(each, moving=MOVING[each.table]) for each in CHANGED]


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_changes_are_noted"),
        ("publishing", "0005_moves_are_noted_twice"),
    ]

    operations = [
        migrations.RunSQL(
            [before.drop(), after.create()],
            [after.drop(), before.create()],
        )
        for before, after in zip(CHANGED, AFTER, strict=True)
    ]
