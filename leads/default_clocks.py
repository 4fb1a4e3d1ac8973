"""The deadlines every installation starts with; the first reply's is each site's own promise."""

from leads.models import ClockRule

Kind = ClockRule.Kind
TERMS = {Kind.ASSESSMENT: 3, Kind.FEEDBACK: 7, Kind.REPORT: 14, Kind.CALL_BACK: 1}


def ensure_clock_rules(model=ClockRule):
    """Create the missing ones; what the office changed stays as it is.

    A migration's model may be older than some of the kinds.
    """
    known = dict(model._meta.get_field("kind").flatchoices)
    for kind, days in ((kind, days) for kind, days in TERMS.items() if kind in known):
        model.objects.get_or_create(site=None, topic=None, kind=kind, defaults={"days": days})
