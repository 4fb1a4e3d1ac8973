"""From which page and by which campaign an enquiry came; 0049 makes the index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0047_checked_beside_the_work"),
        ("parks", "0022_columns_have_defaults"),
        ("policies", "0005_parts_and_what_waits"),
        ("regions", "0009_columns_have_defaults"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="campaign",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="网址里的来源、媒介、活动名，扫码来的有 qr。",
                max_length=96,
                verbose_name="活动",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="first_page",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="本站的网址，不含参数。",
                max_length=120,
                verbose_name="从哪一页进来",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="last_page",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="从哪一页来咨询"
            ),
        ),
    ]
