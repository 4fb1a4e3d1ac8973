"""One more kind of mail; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0020_open_enquiries_are_counted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new_lead", "新咨询（致专员）"),
                    ("new_leads", "新咨询合并提醒（致专员）"),
                    ("follow_up", "追问（致专员）"),
                    ("follow_ups", "追问合并提醒（致专员）"),
                    ("quarantine", "隔离区新到（致专员）"),
                    ("assigned", "转给您（致专员）"),
                    ("unmasked", "频繁查看联系方式（致负责人）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
    ]
