"""What an enquiry needs, one fact a row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0027_nobody_leaves_with_work_in_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="需要什么")),
                ("value", models.CharField(max_length=120, verbose_name="多少、哪一种")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="leads.lead",
                        verbose_name="线索",
                    ),
                ),
            ],
            options={
                "verbose_name": "咨询的需求",
                "verbose_name_plural": "咨询的需求",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "name"), name="leads_leadneed_said_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="leads_leadneed_says_something",
                    ),
                ],
            },
        ),
    ]
