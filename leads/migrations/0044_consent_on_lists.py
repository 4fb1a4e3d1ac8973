"""How those of a list agreed; 0047 looks through what is stored."""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0043_calls_to_make"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[("oral", "口头"), ("written", "书面（登记表、名片、回函）")],
                db_default="",
                help_text="空着的是在表单上勾选，或当场说给登记人听的。",
                max_length=10,
                verbose_name="怎样同意的",
            ),
        ),
        AddConstraintNotValid(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["", "oral", "written"])),
                name="leads_consent_known_how",
            ),
        ),
    ]
