"""Preview links of a change that waits, and of an earlier version."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0018_text_links")]

    operations = [
        migrations.AddField(
            model_name="previewlink",
            name="change",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preview_links",
                to="publishing.pendingchange",
                verbose_name="哪份待审改动",
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="history_id",
            field=models.BigIntegerField(null=True, verbose_name="历史里的哪一版"),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("change", None), ("history_id", None), _connector="OR"),
                name="publishing_previewlink_one_version",
            ),
        ),
    ]
