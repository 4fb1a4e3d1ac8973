"""Owners are told of what they promised before its last day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0037_answer_files"),
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
                    ("handed", "移交给您（致专员）"),
                    ("idle", "将退回公海（致专员）"),
                    ("nobody", "没有人负责（致负责人）"),
                    ("late", "过了期限（致专员、负责人）"),
                    ("lates", "过了期限合并提醒（致专员、负责人）"),
                    ("promise", "承诺快到期（致专员）"),
                    ("promises", "承诺快到期合并提醒（致专员）"),
                    ("unmasked", "频繁查看联系方式（致负责人）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
    ]
