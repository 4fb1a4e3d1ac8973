"""From when on personal data of a lead will be erased: announced a week before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0006_days_off")]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="erase_due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="个人信息将被删除"),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("erase_due_at__isnull", False), ("erased_at__isnull", True)),
                fields=["erase_due_at"],
                name="leads_lead_announced",
            ),
        ),
    ]
