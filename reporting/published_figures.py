"""The worker's part: each night the quarters that are over, of sites that publish their answers."""

from django.utils import timezone

from regions.models import Site
from reporting.lead_figures import figures_of
from reporting.models import SHOWN, QuarterFigures
from reporting.office_seconds import office_seconds
from reporting.reach import Reach
from reporting.report_periods import months_from

NIGHTLY_AT = 4  # o'clock


def count_by_night(now):
    """In the hour of the night when nobody is in the way."""
    if timezone.localtime(now).hour == NIGHTLY_AT:
        count_quarters(now)


def count_quarters(now):
    """Rows that are the same already are left alone: their pages stay as they are."""
    today = timezone.localdate(now)
    periods = [months_from(today, 3, -back) for back in range(1, SHOWN + 1)]
    for site in Site.objects.live().filter(is_reply_time_published=True).order_by("pk"):
        reach = Reach(0, whole=[site.pk], names={site.pk: ""})
        office = office_seconds(periods[-1].since_on, today, reach.names)
        for period in periods:
            found = figures_of(reach, period, office, now=now, is_split=False).total
            _keep(site, period.since_on, found)


def _keep(site, begins_on, found):
    median = found.median_seconds
    values = {
        "answered": found.answered,
        "judged": found.judged,
        "on_time": found.on_time,
        "median_seconds": None if median is None else round(median),
    }
    row, is_new = QuarterFigures.objects.get_or_create(
        site=site, begins_on=begins_on, defaults=values
    )
    if not is_new and {name: getattr(row, name) for name in values} != values:
        QuarterFigures.objects.filter(pk=row.pk).update(**values)
