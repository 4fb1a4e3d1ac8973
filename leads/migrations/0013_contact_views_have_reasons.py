"""Why somebody saw more contacts than a day's work needs; who saw what, found by account."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0012_accounts_stay")]

    operations = [
        migrations.AddField(
            model_name="contactview",
            name="has_reason",
            field=models.BooleanField(default=False, verbose_name="写了理由"),
        ),
        migrations.AddIndex(
            model_name="contactview",
            index=models.Index(fields=["by", "viewed_at"], name="leads_contactview_by_when"),
        ),
        migrations.AddField(
            model_name="followup",
            name="contact_view",
            field=models.OneToOneField(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="note",
                to="leads.contactview",
                verbose_name="查看联系方式的理由",
            ),
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
                    ("unmasked", "频繁查看联系方式（致负责人）"),
                    ("receipt", "收到咨询（致访客）"),
                    ("answered", "已答复（致访客）"),
                ],
                max_length=10,
                verbose_name="种类",
            ),
        ),
    ]
