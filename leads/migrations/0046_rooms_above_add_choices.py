"""Kinds of mail and requirements of stages are asked of the code: rooms above add to them."""

from django.db import migrations, models

import leads.models.outbox
import leads.models.stages


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0045_columns_have_defaults"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=leads.models.outbox.kind_choices, max_length=10, verbose_name="种类"
            ),
        ),
        migrations.AlterField(
            model_name="stagegate",
            name="requirement",
            field=models.CharField(
                choices=leads.models.stages.requirement_choices,
                max_length=10,
                verbose_name="必须先有",
            ),
        ),
    ]
