"""Every spelling of a region as a key, worked out for the regions that are there.

A name may have been that of several regions.
"""

import django.db.models.deletion
from django.db import migrations, models

from regions.spellings import spellings_of

BATCH = 2000


def spell(apps, schema_editor):
    spelling = apps.get_model("regions", "RegionSpelling")
    regions = apps.get_model("regions", "Region").objects.prefetch_related("aliases")
    rows = [
        spelling(region_id=region.pk, key=key, is_todays=is_todays)
        for region in regions
        for key, is_todays in spellings_of(
            region.name,
            region.short_name,
            [region.romanised, *(alias.name for alias in region.aliases.all())],
        ).items()
    ]
    spelling.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("regions", "0014_rows_of_sites_have_histories")]
    operations = [
        migrations.CreateModel(
            name="RegionSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="写法")),
                ("is_todays", models.BooleanField(default=True, verbose_name="今天的名称")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spellings",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={"verbose_name": "地区写法", "verbose_name_plural": "地区写法"},
        ),
        migrations.AddIndex(
            "regionspelling",
            models.Index(
                fields=["key"], opclasses=["varchar_pattern_ops"], name="regions_spelling_prefix"
            ),
        ),
        migrations.AddConstraint(
            "regionspelling",
            models.UniqueConstraint(
                fields=("key", "region"), name="regions_regionspelling_key_once"
            ),
        ),
        migrations.AlterField(
            "regionalias", "name", models.CharField(max_length=40, verbose_name="别名")
        ),
        migrations.AddConstraint(
            "regionalias",
            models.UniqueConstraint(
                fields=("region", "name"), name="regions_regionalias_name_once"
            ),
        ),
        migrations.RunPython(spell, migrations.RunPython.noop),
    ]
