"""Random histories of enquiries, and the figures that loops over them find."""

import datetime
import statistics
from collections import defaultdict

from leads.deadlines import working_time
from leads.models import Lead, StageChange

HOUR = datetime.timedelta(hours=1)
TOWARDS = [stage.value for stage in Lead.Stage]


def random_leads(chance, *, sites, topics, owners, reasons, since, count):
    """So many enquiries of about two hundred days, with the changes that their stages went
    through; the random numbers are `chance`'s."""
    leads, changes = [], []
    for _ in range(count):
        received = since + datetime.timedelta(seconds=chance.uniform(0, 200 * 86_400))
        lead = Lead(
            site=chance.choice(sites),
            topic=chance.choice(topics),
            owner=chance.choice([*owners, None]),
            channel=chance.choice([Lead.Channel.WEB, Lead.Channel.CALL_BACK]),
            phone="13800001234",
            received_at=received,
            due_at=received + chance.uniform(1, 120) * HOUR,
            is_quarantined=chance.random() < 0.15,
            quarantine_reasons=["trap"],
        )
        if chance.random() < 0.8:
            lead.first_reply_at = received + chance.uniform(0, 150) * HOUR
        changes += _lived(chance, lead, reasons)
        leads.append(lead)
    Lead.objects.bulk_create(leads)
    StageChange.objects.bulk_create(changes)
    return leads


def _lived(chance, lead, reasons):
    moment, changes = lead.received_at, []
    for _ in range(chance.randrange(6)):
        moment += chance.uniform(0, 400) * HOUR
        was = lead.stage
        lead.stage = chance.choice([each for each in TOWARDS if each != was])
        if lead.is_ended:
            lead.ended_in = "" if was in Lead.ENDED else was
            lead.closed_at = moment
        else:
            lead.ended_in, lead.closed_at = "", None
        changes.append(
            StageChange(lead=lead, from_stage=was, to_stage=lead.stage, changed_at=moment)
        )
    lead.lost_reason = chance.choice(reasons) if lead.stage == Lead.Stage.LOST else None
    return changes


def counted(leads, *, now, entered, hours):
    """What Figures says of them, one enquiry after the other; `hours` by key of site."""
    replies, reached = [], [0] * 8
    found = {"received": len(leads), "answered": 0, "on_time": 0, "judged": 0, "late_now": 0}
    for lead in leads:
        if lead.first_reply_at:
            found["answered"] += 1
            found["on_time"] += lead.first_reply_at <= lead.due_at
            spent = working_time(
                lead.received_at, lead.first_reply_at, entered, hours[lead.site_id]
            )
            replies.append(spent.total_seconds())
        is_void = lead.lost_reason is not None and lead.lost_reason.is_invalid
        found["judged"] += bool(lead.first_reply_at) or (lead.due_at < now and not is_void)
        found["late_now"] += not lead.is_ended and lead.owed_at is not None and lead.owed_at < now
        for place in range(_furthest(lead) + 1):
            reached[place] += 1
    median, ninth = (statistics.median(replies), _quantile(replies, 0.9)) if replies else [None] * 2
    return found | {"median_seconds": median, "ninth_seconds": ninth, "reached": tuple(reached)}


def _furthest(lead):
    stages = [lead.reached]
    for change in lead.stage_changes.all():
        stages += [change.from_stage, change.to_stage]
    return max(Lead.position_of(stage) or 0 for stage in stages)


def _quantile(values, part):
    """As percentile_cont of SQL: between the two that lie beside it."""
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def stays(leads):
    """{place of a stage: (how many were left, the median of the seconds)}."""
    spent = defaultdict(list)
    for lead in leads:
        entered_at = lead.received_at
        for change in lead.stage_changes.all():
            was, is_now = (Lead.position_of(s) for s in (change.from_stage, change.to_stage))
            if was == is_now:
                continue
            if was is not None:
                spent[was].append((change.changed_at - entered_at).total_seconds())
            entered_at = change.changed_at
    return {place: (len(every), statistics.median(every)) for place, every in spent.items()}
