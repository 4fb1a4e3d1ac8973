"""What is nearest in size is found by short walks, what a park has on offer without its rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0009_moments")]

    operations = [
        migrations.AddIndex(
            model_name="listingindex",
            index=models.Index(
                fields=["region", "kind", "area_sqm", "listing"], name="parks_digest_size"
            ),
        ),
        migrations.AddIndex(
            model_name="listingindex",
            index=models.Index(
                fields=["park", "status_of_offer"],
                include=["status", "publish_at", "expire_at"],
                name="parks_digest_of_park",
            ),
        ),
    ]
