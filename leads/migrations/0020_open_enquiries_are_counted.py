"""What the start page and the rail count of open enquiries, in an index; made beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("leads", "0019_entered_by_officers")]

    operations = [
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                fields=["site", "stage"],
                include=["id", "owner", "due_at", "first_reply_at", "follow_up_due_at"],
                condition=Q(is_quarantined=False) & ~Q(stage__in=["closed", "lost"]),
                name="leads_lead_open_facts",
            ),
        ),
    ]
