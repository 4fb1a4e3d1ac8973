"""After the rows of 0017: within its transaction they still have triggers to fire."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parks", "0017_pictures_for_the_eye_alone")]

    operations = [
        migrations.AddConstraint(
            model_name="listingphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_decorative", True), models.Q(("alt", ""), _negated=True), _connector="OR"
                ),
                name="parks_listingphoto_told_or_decorative",
                violation_error_message="请写图片说明，或者勾“装饰性”。",
            ),
        ),
    ]
