"""Why a list was taken out; with a default in the database, as the release before writes no reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0015_what_to_verify_at_size")]

    operations = [
        migrations.AddField(
            model_name="exportlog",
            name="reason",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="以前的记录没有。",
                max_length=100,
                verbose_name="用途",
            ),
        ),
    ]
