"""The indexes of those digests, made beside the work; whatever stops it, it can be run again."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

BY_MAIL, BY_NAME = "leads_lead_mail_key", "leads_lead_name_marks"
DROP = "DROP INDEX CONCURRENTLY IF EXISTS {}"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("leads", "0053_contacts_are_sealed"),
    ]

    operations = [
        migrations.RunSQL(DROP.format(BY_MAIL), migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("mail_key", ""), _negated=True),
                fields=["mail_key"],
                name=BY_MAIL,
            ),
        ),
        migrations.RunSQL(DROP.format(BY_NAME), migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="lead", index=GinIndex(fields=["name_marks"], name=BY_NAME)
        ),
    ]
