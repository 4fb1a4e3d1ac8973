"""Whether an office has air conditioning: unknown of all that stand, in the index as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0016_auction_deposit"),
    ]

    operations = [
        migrations.AddField(
            model_name="buildingspec",
            name="has_air_conditioning",
            field=models.BooleanField(blank=True, null=True, verbose_name="空调"),
        ),
        migrations.AddField(
            model_name="listingindex",
            name="has_air_conditioning",
            field=models.BooleanField(null=True),
        ),
    ]
