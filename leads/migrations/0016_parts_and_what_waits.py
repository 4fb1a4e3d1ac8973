"""Parts of names are found, and what waits for staff is counted, by index; made beside the work."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import search.bigrams


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("leads", "0015_erasure_is_put_off_thrice"),
        ("search", "0002_bigrams"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="lead",
            index=django.contrib.postgres.indexes.GinIndex(
                search.bigrams.Bigrams("search_text"), name="leads_lead_parts"
            ),
        ),
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                condition=models.Q(
                    ("is_quarantined", False),
                    models.Q(("stage__in", ["closed", "lost"]), _negated=True),
                ),
                fields=["owner", "site"],
                name="leads_lead_open",
            ),
        ),
    ]
