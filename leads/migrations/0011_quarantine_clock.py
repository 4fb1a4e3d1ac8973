"""Until when somebody looks at what waits in quarantine; one mail for many enquiries."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0010_phones_by_key"),
        ("parks", "0005_importjob_hidden_rows"),
        ("policies", "0002_former_addresses"),
        ("regions", "0003_renamed_addresses_lead_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="quarantine_checked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="判为垃圾信息的时间"),
        ),
        migrations.AlterField(
            model_name="outbox",
            name="kind",
            field=models.CharField(
                choices=[
                    ("new_lead", "新咨询（致专员）"),
                    ("new_leads", "新咨询合并提醒（致专员）"),
                    ("follow_up", "追问（致专员）"),
                    ("quarantine", "隔离区新到（致专员）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(
                    ("is_quarantined", True), ("quarantine_checked_at__isnull", True)
                ),
                fields=["site", "due_at"],
                name="leads_lead_unchecked",
            ),
        ),
    ]
