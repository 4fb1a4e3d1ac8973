"""Whose turn it is with an enquiry, and when: as the inbox is ordered and its index built."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, Case, F, Func, When

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


def at_sites(leads, sites):
    """Those of the sites, which are found first: by their regions PostgreSQL expects a handful of
    leads, sorts them all, and walks no index in the order of the inbox."""
    keys = ArraySubquery(sites.values("pk"))
    is_here = {"template": "%(expressions)s)", "arg_joiner": " = ANY("}
    return leads.filter(Func(F("site_id"), keys, output_field=BooleanField(), **is_here))
