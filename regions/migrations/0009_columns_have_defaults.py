"""Processes of an older release, running until they are restarted, say nothing of these columns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0008_review_steps"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalsite",
            name="logo",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=100, verbose_name="标志"
            ),
        ),
        migrations.AlterField(
            model_name="servicetile",
            name="target_key",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="别的网址"
            ),
        ),
        migrations.AlterField(
            model_name="site",
            name="logo",
            field=models.ImageField(
                blank=True,
                db_default="",
                default="",
                height_field="logo_height",
                upload_to="logos/",
                verbose_name="标志",
                width_field="logo_width",
            ),
        ),
    ]
