"""When the pages of listings change by themselves is asked along these indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0008_index_rows_have_a_place")]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("expire_at__isnull", False), ("status", "approved")),
                fields=["region", "kind", "expire_at"],
                name="parks_listing_expires",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["region", "kind", "stale_at"],
                name="parks_listing_stale",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["region", "kind", "hidden_at"],
                name="parks_listing_hidden",
            ),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["park", "region"],
                name="parks_listing_places",
            ),
        ),
    ]
