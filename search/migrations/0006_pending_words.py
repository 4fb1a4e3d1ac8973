"""Words that met another transaction adding words wait for the worker."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_vector_statistics")]

    operations = [
        migrations.CreateModel(
            name="PendingWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None, verbose_name="词"
                    ),
                ),
            ],
            options={"verbose_name": "待收入的词", "verbose_name_plural": "待收入的词"},
        ),
    ]
