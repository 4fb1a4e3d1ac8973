"""When the pages of policies change by themselves is asked along these indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_media_is_as_public_as_its_owner")]

    operations = [
        migrations.AddIndex(
            model_name="policy",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["region", "publish_at"],
                name="policies_policy_appears",
            ),
        ),
        migrations.AddIndex(
            model_name="policy",
            index=models.Index(
                condition=models.Q(("expire_at__isnull", False), ("status", "approved")),
                fields=["region", "expire_at"],
                name="policies_policy_expires",
            ),
        ),
    ]
