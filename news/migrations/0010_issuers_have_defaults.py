"""Processes of an older release, running until they are restarted, say nothing of this column."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0009_review_steps"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="issuer_name",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=40,
                verbose_name="签发",
            ),
        ),
        migrations.AlterField(
            model_name="historicalarticle",
            name="issuer_name",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=40,
                verbose_name="签发",
            ),
        ),
    ]
