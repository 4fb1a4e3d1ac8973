"""An import may bring in leads; what is said of all rows of one."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0020_changes_wait"),
        ("regions", "0007_logos_of_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="importjob",
            options={"verbose_name": "导入记录", "verbose_name_plural": "导入记录"},
        ),
        migrations.AddField(
            model_name="importjob",
            name="defaults",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                help_text="名单的来源、主题、同意方式，行里没有写的用这些。",
                verbose_name="对所有行的说明",
            ),
        ),
        migrations.AddField(
            model_name="importjob",
            name="kind",
            field=models.CharField(
                choices=[("listings", "载体"), ("leads", "线索")],
                db_default="listings",
                default="listings",
                max_length=10,
                verbose_name="导入什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="importjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["listings", "leads"])),
                name="parks_importjob_known_kind",
            ),
        ),
    ]
