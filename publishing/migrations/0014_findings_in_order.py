from django.db import migrations, models

WEIGHTS = """
    UPDATE publishing_auditedfinding
    SET weight = CASE severity WHEN 'block' THEN 0 ELSE 1 END
    WHERE severity <> 'hint'
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0013_passages_of_audits")]

    operations = [
        migrations.AddField(
            model_name="auditedfinding",
            name="weight",
            field=models.PositiveSmallIntegerField(db_default=2, verbose_name="先后"),
        ),
        migrations.AddIndex(
            model_name="auditedfinding",
            index=models.Index(
                fields=["audit", "weight", "rule", "content_type", "object_id", "id"],
                name="publishing_audit_in_order",
            ),
        ),
        migrations.RunSQL(WEIGHTS, migrations.RunSQL.noop),
    ]
