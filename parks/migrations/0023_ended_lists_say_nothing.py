"""What was said of all rows of a list may name somebody: it goes when the list has ended.

A batch at a time beside the work; whatever stops it, it can be run again.
"""

from django.db import migrations

BATCH = 500


def forget_defaults(apps, schema_editor):
    jobs = apps.get_model("parks", "ImportJob").objects
    ended = jobs.filter(kind="leads", state__in=["done", "cancelled", "failed"])
    said = ended.exclude(defaults={}).order_by("pk")
    while batch := list(said.values_list("pk", flat=True)[:BATCH]):
        jobs.filter(pk__in=batch).update(defaults={})


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("parks", "0022_columns_have_defaults"),
    ]

    operations = [
        migrations.RunPython(forget_defaults, migrations.RunPython.noop),
    ]
