"""What came in within a period and what became of it, counted in a handful of statements.

Quarantined enquiries and spam are not counted. Times of first replies are working time, as the
clocks run it; a pause of the office does not stop what was promised to the visitor.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count

from leads.models import Lead
from reporting.office_seconds import OFFICE_ROW, PLACE, WORKED_UNTIL

STAGES = ("咨询", *(stage.label for stage in Lead.ROAD))
NOBODY, BELOW = 0, -1  # in place of an officer: without one, and one of a county's
SIDES = ("channel", "topic", "site", "officer", "bucket")
LEADS = """
    SELECT lead.id, lead.site_id, lead.topic_id, lead.channel, lead.received_at, lead.due_at,
        lead.first_reply_at,
        CASE WHEN lead.site_id = ANY(%(named)s) THEN COALESCE(lead.owner_id, 0) ELSE -1 END
            AS officer,
        CASE WHEN lead.stage IN ('closed', 'lost') THEN lead.ended_in ELSE lead.stage END
            AS reached,
        lead.stage NOT IN ('closed', 'lost') AND (lead.first_reply_at IS NULL
            AND lead.due_at < %(now)s OR lead.follow_up_due_at < %(now)s) AS is_late,
        lead.lost_reason_id IN (SELECT id FROM leads_lostreason WHERE is_invalid) IS TRUE
            AS is_void
    FROM leads_lead lead
    WHERE NOT lead.is_quarantined AND lead.received_at >= %(since)s AND lead.received_at < %(until)s
        AND (lead.site_id = ANY(%(whole)s)
            OR lead.site_id = ANY(%(own)s) AND lead.owner_id = %(user_id)s)
"""
STAGE_PLACE = "COALESCE(array_position(%(road)s::text[], {stage}::text), 0)"
FIGURES = f"""
WITH counted AS MATERIALIZED ({LEADS}), office AS MATERIALIZED ({OFFICE_ROW}),
went AS (
    SELECT change.lead_id, max(GREATEST({STAGE_PLACE.format(stage="change.from_stage")},
        {STAGE_PLACE.format(stage="change.to_stage")})) AS furthest
    FROM leads_stagechange change WHERE change.lead_id IN (SELECT id FROM counted)
    GROUP BY change.lead_id
), placed AS MATERIALIZED (
    SELECT counted.*, EXTRACT(EPOCH FROM received_at)::float8 AS came,
        EXTRACT(EPOCH FROM first_reply_at)::float8 AS replied,
        {PLACE.format(moment="received_at")} AS came_place,
        {PLACE.format(moment="first_reply_at")} AS replied_place
    FROM counted
), facts AS MATERIALIZED (
    SELECT channel, topic_id AS topic, site_id AS site, officer, is_late, is_void, due_at,
        first_reply_at,
        date_trunc(%(bucket)s, received_at AT TIME ZONE %(time_zone)s)::date AS bucket,
        GREATEST({STAGE_PLACE.format(stage="reached")}, COALESCE(furthest, 0)) AS furthest,
        CASE WHEN first_reply_at IS NOT NULL THEN
            {WORKED_UNTIL.format(at="replied", place="replied_place")}
            - {WORKED_UNTIL.format(at="came", place="came_place")}
        END AS reply_seconds
    FROM placed LEFT JOIN went ON went.lead_id = placed.id
)
SELECT {{keys}},
    count(*), count(first_reply_at), count(*) FILTER (WHERE first_reply_at <= due_at),
    count(*) FILTER (WHERE first_reply_at IS NOT NULL OR due_at < %(now)s AND NOT is_void),
    count(*) FILTER (WHERE is_late),
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY reply_seconds),
    ARRAY[{{reached}}]
FROM facts GROUP BY GROUPING SETS ({{sets}})
"""  # noqa: S608 -- our own words, values are parameters
REACHED = ", ".join(
    f"count(*) FILTER (WHERE furthest >= {number})" for number in range(1, len(STAGES))
)
SPLIT = {
    "keys": f"GROUPING({', '.join(SIDES)}), {', '.join(SIDES)}",
    "sets": ", ".join(["()", *(f"({side})" for side in SIDES)]),
}
TOGETHER = {"keys": ", ".join([str(2 ** len(SIDES) - 1), *["NULL"] * len(SIDES)]), "sets": "()"}
STAYS = f"""
WITH counted AS MATERIALIZED ({LEADS}), changes AS (
    SELECT change.lead_id, change.id, change.changed_at, counted.received_at,
        CASE WHEN change.from_stage NOT IN ('closed', 'lost')
            THEN {STAGE_PLACE.format(stage="change.from_stage")} END AS left_stage,
        CASE WHEN change.to_stage NOT IN ('closed', 'lost')
            THEN {STAGE_PLACE.format(stage="change.to_stage")} END AS entered_stage
    FROM leads_stagechange change JOIN counted ON counted.id = change.lead_id
), stays AS (
    SELECT left_stage, GREATEST(EXTRACT(EPOCH FROM changed_at - COALESCE(lag(changed_at)
        OVER (PARTITION BY lead_id ORDER BY changed_at, id), received_at))::float8, 0) AS seconds
    FROM changes WHERE left_stage IS DISTINCT FROM entered_stage
)
SELECT left_stage, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)
FROM stays WHERE left_stage IS NOT NULL GROUP BY left_stage
"""  # noqa: S608 -- our own words, values are parameters


@dataclass(frozen=True)
class Figures:
    """Counts of enquiries; `judged` are those whose first reply is sent or overdue, what turned out
    to be no enquiry at all left out: nobody owed it an answer.

    Seconds are working time of those that were answered, None where none was. `reached`: how many
    came as far as each of the eight stages or further, the first being all of them.
    """

    received: int = 0
    answered: int = 0
    on_time: int = 0
    judged: int = 0
    late_now: int = 0
    median_seconds: float | None = None
    ninth_seconds: float | None = None  # nine of ten were answered within
    reached: tuple[int, ...] = (0,) * len(STAGES)

    @property
    def on_time_share(self):
        """Per cent; None where nothing is judged yet."""
        return 100 * self.on_time / self.judged if self.judged else None


@dataclass
class FiguresBySide:
    """All of them, and by channel, key of topic, key of site, key of officer, day of a bucket."""

    total: Figures = field(default_factory=Figures)
    sides: dict[str, dict] = field(default_factory=lambda: {side: {} for side in SIDES})


def figures_of(reach, period, office, *, now, is_split=True) -> FiguresBySide:
    """Of what came in within the period; all together alone if not `is_split`. One query.

    `office`: OfficeSeconds from the first day on until today.
    """
    found = FiguresBySide()
    words = SPLIT if is_split else TOGETHER
    statement = FIGURES.format(reached=REACHED, **words)
    for mask, *keys, row in _rows(statement, reach, period, now, office.params):
        side = _side_of(mask)
        if side is None:
            found.total = row
        else:
            found.sides[side][keys[SIDES.index(side)]] = row
    return found


def _rows(statement, reach, period, now, params):
    params = params | _params(reach, period, now)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        for mask, channel, topic, site, officer, bucket, *counts, spread, reached in cursor:
            median, ninth = spread or (None, None)
            row = Figures(*counts, median, ninth, (counts[0], *reached))
            yield mask, channel, topic, site, officer, bucket, row


def _side_of(mask):
    """The one that its bit leaves out of the mask; None of all together."""
    for number, side in enumerate(reversed(SIDES)):
        if not mask & 1 << number:
            return side
    return None


def _params(reach, period, now):
    return {
        "whole": reach.whole,
        "own": reach.own,
        "named": reach.named,
        "user_id": reach.user_id,
        "since": period.since,
        "until": period.until,
        "bucket": period.bucket,
        "road": [stage.value for stage in Lead.ROAD],
        "now": now,
    }


@dataclass(frozen=True)
class Stay:
    """How long enquiries stayed in a stage until they left it, half of them no longer than that."""

    count: int
    median_seconds: float


def stays_of(reach, period, *, now) -> dict[int, Stay]:
    """By the place of the stage among the eight. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STAYS, _params(reach, period, now))
        return {place: Stay(count, float(seconds)) for place, count, seconds in cursor}


@dataclass(frozen=True)
class LostFor:
    name: str
    count: int
    is_invalid: bool


def lost_reasons_of(reach, period) -> list[LostFor]:
    """The most frequent first; what was no enquiry at all says so. One query."""
    leads = Lead.objects.accepted().filter(reach.filter(), stage=Lead.Stage.LOST)
    leads = leads.filter(received_at__gte=period.since, received_at__lt=period.until)
    rows = leads.order_by().values("lost_reason__name", "lost_reason__is_invalid")
    rows = rows.annotate(count=Count("pk")).order_by("-count", "lost_reason__name")
    return [
        LostFor(row["lost_reason__name"], row["count"], row["lost_reason__is_invalid"])
        for row in rows
    ]
