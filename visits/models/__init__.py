"""Visits and why places were refused."""

from visits.models.refusals import Refusal, RefusalReason
from visits.models.visits import Visit, VisitEvent, VisitSlot, VisitStop

__all__ = ["Refusal", "RefusalReason", "Visit", "VisitEvent", "VisitSlot", "VisitStop"]
