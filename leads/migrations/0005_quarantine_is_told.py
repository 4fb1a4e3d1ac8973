"""When the office was told of what waits in quarantine; what waits on this day is told once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_one_spelling")]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="quarantine_told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="隔离提醒时间"),
        ),
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new_lead", "新咨询（致专员）"),
                    ("follow_up", "追问（致专员）"),
                    ("quarantine", "隔离区新到（致专员）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
        migrations.AlterField(
            model_name="outbox",
            name="occasion",
            field=models.CharField(
                help_text="提交或消息的标记，或清点的时间。", max_length=43, verbose_name="事由"
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("is_quarantined", True), ("quarantine_told_at__isnull", True)),
                fields=["site"],
                name="leads_lead_untold",
            ),
        ),
    ]
