"""What officers wrote has room to be sealed (ADR 78)."""

from django.db import migrations

import core.sealed_fields


class Migration(migrations.Migration):
    dependencies = [
        ("landing", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="landingnode",
            name="note",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=400, verbose_name="备注"
            ),
        ),
        migrations.AlterField(
            model_name="landingnode",
            name="reason",
            field=core.sealed_fields.SealedCharField(
                blank=True, max_length=200, verbose_name="为什么不适用"
            ),
        ),
    ]
