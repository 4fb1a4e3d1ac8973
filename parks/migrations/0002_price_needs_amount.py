from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="listing",
            name="parks_listing_price_has_unit",
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("price_amount__isnull", True), ("price_unit", "")),
                    models.Q(
                        ("price_amount__gt", 0),
                        ("price_amount__isnull", False),
                        models.Q(("price_unit", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="parks_listing_price_has_unit",
                violation_error_message="价格与单位要么都填，要么都不填（面议）。",
            ),
        ),
    ]
