"""A network's question counts once a day: digests of the day tell which were counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0012_rule_recalculation")]

    operations = [
        migrations.CreateModel(
            name="CountedDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="日期")),
                ("digest", models.CharField(max_length=64, verbose_name="来源摘要")),
            ],
            options={
                "verbose_name": "当天已计的来源",
                "verbose_name_plural": "当天已计的来源",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("asked_on", "digest"), name="parks_counteddemand_once_a_day"
                    )
                ],
            },
        ),
    ]
