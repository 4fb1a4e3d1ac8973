# Entries made before this migration are found again after `manage.py reindex`.

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# Searching reads rows, not texts: bodies and vectors move out of the way, what it reads stays.
LEAN_ROWS = """
ALTER TABLE search_searchentry SET (toast_tuple_target = 128);
ALTER TABLE search_searchentry ALTER COLUMN title SET STORAGE MAIN;
ALTER TABLE search_searchentry ALTER COLUMN head SET STORAGE MAIN;
ALTER TABLE search_searchentry ALTER COLUMN path SET STORAGE MAIN;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0002_site_map_approval_number"),
        ("search", "0002_missed_queries"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=24, verbose_name="词")),
                ("pinyin", models.CharField(blank=True, max_length=160, verbose_name="全拼")),
                ("initials", models.CharField(blank=True, max_length=24, verbose_name="首字母")),
                (
                    "near",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160),
                        blank=True,
                        default=list,
                        verbose_name="缺一字的写法",
                    ),
                ),
                ("entries", models.PositiveIntegerField(default=0, verbose_name="条目数")),
            ],
            options={
                "verbose_name": "搜索词",
                "verbose_name_plural": "搜索词",
            },
        ),
        migrations.RemoveIndex(
            model_name="searchentry",
            name="search_entry_vector",
        ),
        migrations.RemoveIndex(
            model_name="searchentry",
            name="search_entry_region_type",
        ),
        migrations.AddField(
            model_name="searchentry",
            name="facet_label",
            field=models.CharField(blank=True, max_length=40, verbose_name="分类名称"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="head",
            field=models.TextField(blank=True, editable=False, verbose_name="名称与编号"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["vector"], name="search_entry_vector"
            ),
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=models.Index(
                fields=["pinyin"], name="search_term_pinyin", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=models.Index(
                fields=["initials"], name="search_term_initials", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["near"], name="search_term_near"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchterm",
            constraint=models.UniqueConstraint(
                fields=("word", "pinyin"), name="search_searchterm_reading_once"
            ),
        ),
        migrations.RunSQL(LEAN_ROWS, migrations.RunSQL.noop),
    ]
