"""The narrow rows that lists ask get the name of what they are; their table stays."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0008_list_orders")]

    operations = [
        migrations.AlterModelTable("listingdigest", "parks_listingdigest"),
        migrations.RenameModel("ListingDigest", "ListingIndex"),
        migrations.AlterField(
            "listingindex",
            "listing",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="index_row",
                serialize=False,
                to="parks.listing",
                verbose_name="载体",
            ),
        ),
    ]
