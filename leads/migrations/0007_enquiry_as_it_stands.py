from django.db import migrations, models

# The visitor's words lay in the frozen submission alone; from now on the lead has them as they stand.
TAKE_OVER = """
UPDATE leads_lead SET message = coalesce(submission.payload ->> 'message', '')
FROM leads_submission submission WHERE submission.lead_id = leads_lead.id
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0006_fill_lead_listings")]

    operations = [
        migrations.AddField(
            "lead",
            "message",
            models.TextField("想了解什么", blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "lead",
            "subject_query",
            models.TextField(
                "咨询对象的参数",
                blank=True,
                default="",
                help_text="表单所指，如 listing=3&listing=8。",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop, elidable=True),
    ]
