"""The index of what was sorted out, made beside the work; whatever stops it, it can be run again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NAME = "leads_lead_checked"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("leads", "0050_private_files_alike"),
    ]

    operations = [
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                condition=models.Q(
                    ("is_quarantined", True), ("quarantine_checked_at__isnull", False)
                ),
                fields=["site", "verdict"],
                name=NAME,
            ),
        ),
    ]
