"""What was said of visits has room to be sealed (ADR 78)."""

from django.db import migrations

import core.sealed_fields


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0001_squashed_0002_visit_dropped_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="visitevent",
            name="words",
            field=core.sealed_fields.SealedTextField(blank=True, verbose_name="内容"),
        ),
        migrations.AlterField(
            model_name="visitstop",
            name="questions",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=200, verbose_name="要问清"
            ),
        ),
        migrations.AlterField(
            model_name="visitstop",
            name="result_note",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=200, verbose_name="说明"
            ),
        ),
    ]
