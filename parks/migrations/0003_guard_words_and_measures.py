from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0002_price_needs_amount"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["land", "factory", "warehouse", "office"]),
                    ("offer__in", ["sale", "lease", "both", "transfer"]),
                    ("status_of_offer__in", ["available", "negotiating", "taken", "closed"]),
                ),
                name="parks_listing_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("latitude__isnull", True), ("latitude__range", (3, 54)), _connector="OR"
                    ),
                    models.Q(
                        ("longitude__isnull", True),
                        ("longitude__range", (73, 136)),
                        _connector="OR",
                    ),
                ),
                name="parks_listing_coordinates_in_china",
                violation_error_message="坐标应在中国范围内（WGS-84，纬度 3–54，经度 73–136）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("supplied_percent__isnull", True),
                        ("supplied_percent__range", (0, 100)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("available_percent__isnull", True),
                        ("available_percent__range", (0, 100)),
                        _connector="OR",
                    ),
                ),
                name="parks_park_shares_are_percentages",
                violation_error_message="土地占比应在 0 到 100 之间；不知道就留空。",
            ),
        ),
    ]
