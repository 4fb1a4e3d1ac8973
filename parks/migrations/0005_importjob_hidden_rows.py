"""What an import says of its file, and whether it leaves hidden rows out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0004_renamed_addresses_lead_on")]

    operations = [
        migrations.AddField(
            "importjob",
            "notes",
            models.JSONField(default=list, verbose_name="读文件时的说明"),
        ),
        migrations.AddField(
            "importjob",
            "hidden_rows",
            models.PositiveIntegerField(default=0, verbose_name="文件里隐藏的行"),
        ),
        migrations.AddField(
            "importjob",
            "is_skipping_hidden",
            models.BooleanField(default=False, verbose_name="不导入隐藏的行"),
        ),
    ]
