"""Counts what investors ask for and where they meet 未知; nothing about who asks."""

import logging
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.utils import timezone

from finding.active_filters import parameters
from finding.criteria import Verdict

logger = logging.getLogger(__name__)
ROBOTS = re.compile(
    r"bot|spider|crawl|slurp|scan|monitor|preview|fetch|headless|curl|wget|python|java/|go-http",
    re.IGNORECASE,
)
COUNT = """
    WITH asked AS (
        INSERT INTO parks_needdemand AS demand (site_id, need, asked_on, times)
        SELECT %(site)s, need, %(today)s, 1 FROM unnest(%(needs)s::text[]) AS need ORDER BY need
        ON CONFLICT (site_id, need, asked_on) DO UPDATE SET times = demand.times + 1
    )
    INSERT INTO parks_unknowndemand AS demand (listing_id, need, times, last_on)
    SELECT listing.id, met.need, 1, %(today)s
    FROM unnest(%(listings)s::bigint[], %(unknown)s::text[]) AS met (listing, need)
    JOIN parks_listing AS listing ON listing.id = met.listing
    ORDER BY listing.id, met.need
    ON CONFLICT (listing_id, need)
    DO UPDATE SET times = demand.times + 1, last_on = EXCLUDED.last_on
"""


def wants_counting(request) -> bool:
    """A reader's own look at a list: no robot, no prefetching, nobody signed in."""
    purpose = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    agent = request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and "prefetch" not in purpose
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and bool(agent)
        and not ROBOTS.search(agent)
    )


def count_demand(request, site, results):
    """Once for each need newly given and each place whose fact was unknown; never in the way."""
    if not (wants_counting(request) and results.status == 200 and results.is_first_page):
        return
    asked = [one for one in results.listing_query.asked if _is_new(request, one.need.name)]
    if not asked:
        return
    unknown = sorted(
        (card.pk, one.need.name)
        for card in results.cards
        for one in asked
        if one.verdict(card.index_row) is Verdict.UNKNOWN
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT,
                {
                    "site": site.pk,
                    "today": timezone.localdate(),
                    "needs": sorted(one.need.name for one in asked),
                    "listings": [pk for pk, _ in unknown],
                    "unknown": [name for _, name in unknown],
                },
            )
    except DatabaseError:
        logger.warning("demand was not counted", exc_info=True)


def _is_new(request, name):
    """Not counted with the page that this one replaces in place (htmx)."""
    if not request.htmx:
        return True
    try:
        before = QueryDict(urlsplit(request.htmx.current_url or "").query)
    except ValueError:  # a header that is no address
        before = QueryDict()
    return any(before.getlist(one) != request.GET.getlist(one) for one in parameters(name))
