"""Imports count the processes that took them up, and name the file of their rows."""

from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat


def name_spools(apps, schema_editor):
    """Where the rows of imports under way lie: beside the upload."""
    jobs = apps.get_model("parks", "ImportJob").objects.exclude(file="")
    jobs.exclude(state="received").update(
        spool_name=Concat("file", Value(".rows"), output_field=models.CharField())
    )


class Migration(migrations.Migration):
    dependencies = [("parks", "0009_listing_index")]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="attempt",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="第几次处理"),
        ),
        migrations.AddField(
            model_name="importjob",
            name="spool_name",
            field=models.CharField(
                blank=True, editable=False, max_length=120, verbose_name="逐行内容"
            ),
        ),
        migrations.RunPython(name_spools, migrations.RunPython.noop),
    ]
