"""Lines that the office adds at the foot of every page of its site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0012_menus")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="footer_text",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "每页最下面的几行字，如版权、承办单位；最多 6 行，不写就没有。网址不会变成链接。"
                ),
                max_length=300,
                verbose_name="页脚文字",
            ),
        )
        for name in ("historicalsite", "site")
    ]
