"""The index of campaigns, made beside the work; whatever stops it, it can be run again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NAME = "leads_lead_campaign"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("leads", "0048_origins_are_kept"),
    ]

    operations = [
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("campaign", ""), _negated=True),
                fields=["campaign"],
                name=NAME,
            ),
        ),
    ]
