"""The inbox in its order, references by their parts; made beside the work."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from search.bigrams import Bigrams


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("leads", "0016_parts_and_what_waits"), ("search", "0003_bigrams_in_one_pass")]

    operations = [
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(fields=["-received_at", "-id"], name="leads_lead_newest"),
        ),
        AddIndexConcurrently(
            model_name="lead",
            index=GinIndex(Bigrams("reference"), name="leads_lead_reference_parts"),
        ),
    ]
