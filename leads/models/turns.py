"""Whose turn it is with an enquiry, and when: as the inbox is ordered and its index built."""

from django.db import models
from django.db.models import Case, F, When

# In which turn the office sees what came in: it waits for us, for the visitor, for nobody.
TURN = Case(
    When(stage__in=["closed", "lost"], then=2),
    When(first_reply_at__isnull=False, follow_up_due_at__isnull=True, then=1),
    default=0,
    output_field=models.SmallIntegerField(),
)
# Lead.owed_at in the database.
OWED_AT = Case(
    When(stage__in=["closed", "lost"], then=None),
    When(first_reply_at__isnull=True, then="due_at"),
    default="follow_up_due_at",
    output_field=models.DateTimeField(),
)
DUE_FIRST = (TURN.asc(), OWED_AT.asc(), F("received_at").desc(), F("id").desc())
