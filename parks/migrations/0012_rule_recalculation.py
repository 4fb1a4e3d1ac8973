"""A changed rule reaches many listings in batches, and remembers how far it came."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0011_searched_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleRecalculation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_pk", models.BigIntegerField(default=0, verbose_name="最后一处")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已计算")),
                ("total", models.PositiveIntegerField(verbose_name="共有")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="开始时间")),
                (
                    "rule",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recalculation",
                        to="parks.kindrule",
                        verbose_name="类型规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "期限重新计算",
                "verbose_name_plural": "期限重新计算",
            },
        ),
    ]
