"""Phones are found by a keyed digest, and every such search is on record."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from leads.phone_keys import phone_key


def fill(apps, schema_editor):
    Lead = apps.get_model("leads", "Lead")
    leads = Lead.objects.exclude(phone="").only("phone")
    for lead in leads.iterator(chunk_size=1000):
        lead.phone_key = phone_key(lead.phone)
        lead.save(update_fields=["phone_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0009_visitors_prove_themselves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="phone_key",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="带密钥，看不出号码。",
                max_length=64,
                verbose_name="电话的摘要",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(fields=["phone_key"], name="leads_lead_phone_key"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.CreateModel(
            name="PhoneSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hits", models.PositiveIntegerField(verbose_name="找到几条")),
                (
                    "searched_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="phone_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查找人",
                    ),
                ),
            ],
            options={
                "verbose_name": "按电话查找",
                "verbose_name_plural": "按电话查找",
                "indexes": [
                    models.Index(fields=["by", "searched_at"], name="leads_phonesearch_by_when")
                ],
            },
        ),
    ]
