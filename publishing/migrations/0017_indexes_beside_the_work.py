"""Indexes made beside the work; whatever stops it, it can be run again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

WEIGHTS = """
    UPDATE publishing_auditedfinding
    SET weight = CASE severity WHEN 'block' THEN 0 ELSE 1 END
    WHERE severity <> 'hint'
"""
INDEXES = (
    (
        "auditedfinding",
        models.Index(
            fields=["audit", "weight", "rule", "content_type", "object_id", "id"],
            name="publishing_audit_in_order",
        ),
    ),
    (
        "asset",
        models.Index(
            condition=models.Q(("kind", "image"), ("renditions_at", None)),
            fields=["-id"],
            name="publishing_asset_unrendered",
        ),
    ),
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publishing", "0016_papers")]

    operations = [
        migrations.RunSQL(WEIGHTS, migrations.RunSQL.noop),
        *(
            operation
            for model_name, index in INDEXES
            for operation in (
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop
                ),
                AddIndexConcurrently(model_name=model_name, index=index),
            )
        ),
    ]
