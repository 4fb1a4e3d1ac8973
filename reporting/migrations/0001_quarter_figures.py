"""What sites publish of their own answers, a row a quarter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0017_reply_times"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuarterFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins_on", models.DateField(verbose_name="季度第一天")),
                ("answered", models.PositiveIntegerField(verbose_name="已答复")),
                ("judged", models.PositiveIntegerField(verbose_name="到期的")),
                ("on_time", models.PositiveIntegerField(verbose_name="按时的")),
                (
                    "median_seconds",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="首次答复中位数（办公秒）"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarter_figures",
                        to="regions.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开的答复时间",
                "verbose_name_plural": "公开的答复时间",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "begins_on"), name="reporting_quarterfigures_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered__lte", models.F("judged")),
                            ("on_time__lte", models.F("answered")),
                        ),
                        name="reporting_quarterfigures_each_part_of_the_next",
                    ),
                ],
            },
        ),
    ]
