"""The deadlines every installation starts with; the first reply's is each site's own promise."""

from leads.models import ClockRule

DAYS = {ClockRule.Kind.ASSESSMENT: 3, ClockRule.Kind.FEEDBACK: 7, ClockRule.Kind.REPORT: 14}


def ensure_clock_rules(model=ClockRule):
    """Create the missing ones; what the office changed stays as it is."""
    for kind, days in DAYS.items():
        model.objects.get_or_create(site=None, topic=None, kind=kind, defaults={"days": days})
