"""A site may publish how fast it answers; none does at first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0016_own_face"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsite",
            name="is_reply_time_published",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="在线咨询页上写明最近四个季度首次答复的中位数和按时的比例，由系统算出；一个季度不足 10 条的不公布。",
                verbose_name="公开答复时间",
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="is_reply_time_published",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="在线咨询页上写明最近四个季度首次答复的中位数和按时的比例，由系统算出；一个季度不足 10 条的不公布。",
                verbose_name="公开答复时间",
            ),
        ),
    ]
