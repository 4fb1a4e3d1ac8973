"""The inbox in the order of what is owed; made beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Case, F, OrderBy, Q, When

TURN = Case(
    When(stage__in=["closed", "lost"], then=2),
    When(first_reply_at__isnull=False, follow_up_due_at__isnull=True, then=1),
    default=0,
    output_field=models.SmallIntegerField(),
)
OWED_AT = Case(
    When(stage__in=["closed", "lost"], then=None),
    When(first_reply_at__isnull=True, then="due_at"),
    default="follow_up_due_at",
    output_field=models.DateTimeField(),
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("leads", "0017_inbox_at_size")]

    operations = [
        AddIndexConcurrently(
            model_name="lead",
            index=models.Index(
                OrderBy(TURN),
                OrderBy(OWED_AT),
                OrderBy(F("received_at"), descending=True),
                OrderBy(F("id"), descending=True),
                condition=Q(is_quarantined=False),
                name="leads_lead_due_first",
            ),
        ),
    ]
