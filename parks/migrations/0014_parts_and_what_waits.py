"""Parts of names are found, and what waits for staff is counted, by index; made beside the work."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import search.bigrams


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("parks", "0013_any_role_moves_the_stamp"),
        ("search", "0002_bigrams"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="listing",
            index=django.contrib.postgres.indexes.GinIndex(
                search.bigrams.Bigrams("searched_text"), name="parks_listing_parts"
            ),
        ),
        AddIndexConcurrently(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("status", "approved"), _negated=True),
                fields=["status", "updated_at"],
                name="parks_listing_waiting",
            ),
        ),
    ]
