"""The worker compares all records with their seals once a day; what it found is kept."""

import datetime

from django.utils import timezone

from portal import audit_seals
from portal.models import AuditCheck

EVERY = datetime.timedelta(hours=20)
TOLD = 5  # sentences; `manage.py check_audit` says all


def keep(found) -> AuditCheck:
    """`found` are all sentences of one walk along the chain."""
    told = "\n".join(found[:TOLD])
    return AuditCheck.objects.create(
        head=str(audit_seals.head()), fault_count=len(found), faults=told, checked_at=timezone.now()
    )


def by_day():
    """A generator that yields after each batch; nothing where the last walk is fresh."""
    latest = AuditCheck.objects.latest_or_none()
    if latest is not None and latest.checked_at > timezone.now() - EVERY:
        return
    found = []
    for fault in audit_seals.walk():
        if fault:
            found.append(fault)
        else:
            yield
    keep(found)
