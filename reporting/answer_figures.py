"""How often the site's own answers were enough, by topic, before anybody was asked."""

from django.db.models import F, OuterRef, Subquery, Sum

from answers.models import AnswerCount
from leads.models import Topic
from reporting.report_tables import Row, Table, share

WHATS = ("solved", "unsolved", "unmet")
HEADINGS = ["主题", "解决了", "看了还问专员", "站上没有", "解决的比例"]


def answer_table(reach, period) -> Table | None:
    """None for who counts only enquiries of his own: these counts are nobody's. One query."""
    if not reach.whole:
        return None
    rows = AnswerCount.objects.filter(
        site__in=reach.whole, counted_on__range=(period.since_on, period.until_on)
    )
    label = Subquery(Topic.objects.filter(slug=OuterRef("topic")).values("name")[:1])
    counted = (
        rows.order_by()
        .values("topic")
        .annotate(label=label, **{f"{what}_in_all": Sum(what) for what in WHATS})
        .order_by(*(F(f"{what}_in_all").desc() for what in WHATS), "topic")
    )
    return Table("answers", "先看答案", HEADINGS, [_row(counts) for counts in counted])


def _row(counts):
    numbers = [counts[f"{what}_in_all"] for what in WHATS]
    cells = [*map(str, numbers), share(numbers[0], sum(numbers))]
    return Row(counts["label"] or counts["topic"] or "没有选主题", 0, cells)
