"""Processes of an older release, running until they are restarted, say nothing of these columns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0021_lists_of_leads"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importjob",
            name="hidden_rows",
            field=models.PositiveIntegerField(
                db_default=0, default=0, verbose_name="文件里隐藏的行"
            ),
        ),
        migrations.AlterField(
            model_name="importjob",
            name="is_skipping_hidden",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="不导入隐藏的行"
            ),
        ),
        migrations.AlterField(
            model_name="importjob",
            name="notes",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="读文件时的说明",
            ),
        ),
        migrations.AlterField(
            model_name="listingindex",
            name="is_at_park",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
