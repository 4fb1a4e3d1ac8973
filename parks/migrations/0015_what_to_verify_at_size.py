"""What has to be verified in the order of its list; made beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("parks", "0014_parts_and_what_waits")]

    operations = [
        AddIndexConcurrently(
            model_name="listing",
            index=models.Index(
                fields=["hidden_at", "-id"],
                condition=models.Q(status="approved"),
                name="parks_listing_to_verify",
            ),
        ),
    ]
