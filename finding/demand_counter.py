"""Counts what investors ask for and where they meet 未知; nothing about who asks."""

import logging
from urllib.parse import urlsplit

from django.db import DatabaseError, connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.client_ip import client_ip, client_network
from core.reader_looks import is_reader
from finding.active_filters import parameters
from finding.criteria import Verdict
from finding.needs import NEEDS
from parks.models import ListingIndex

logger = logging.getLogger(__name__)
# Every listing has an area, and 面议 is an answer.
ALWAYS_KNOWN = {"area", "price"}
# A network's first question of the day counts: the digest is new.
COUNT = """
    WITH counted AS (
        INSERT INTO parks_counteddemand (asked_on, digest)
        SELECT %(today)s, digest FROM unnest(%(digests)s::text[]) AS digest ORDER BY digest
        ON CONFLICT DO NOTHING RETURNING digest
    ), first AS (
        SELECT need FROM unnest(%(needs)s::text[], %(digests)s::text[]) AS asked (need, digest)
        JOIN counted USING (digest)
    ), asked AS (
        INSERT INTO parks_needdemand AS demand (site_id, need, asked_on, times)
        SELECT %(site)s, need, %(today)s, 1 FROM first ORDER BY need
        ON CONFLICT (site_id, need, asked_on) DO UPDATE SET times = demand.times + 1
    )
    INSERT INTO parks_unknowndemand AS demand (listing_id, need, times, last_on)
    SELECT listing.id, met.need, 1, %(today)s
    FROM unnest(%(listings)s::bigint[], %(unknown)s::text[]) AS met (listing, need)
    JOIN first ON first.need = met.need
    JOIN parks_listing AS listing ON listing.id = met.listing
    ORDER BY listing.id, met.need
    ON CONFLICT (listing_id, need)
    DO UPDATE SET times = demand.times + 1, last_on = EXCLUDED.last_on
"""


def wants_counting(request) -> bool:
    """A reader's own look at a list."""
    return request.method == "GET" and is_reader(request.META)


def count_demand(request, site, results):
    """Once a day and network each need, and each place whose fact was unknown; never in the way."""
    if not (wants_counting(request) and results.status == 200 and results.is_first_page):
        return
    asked = [one for one in results.listing_query.asked if _is_new(request, one.need.name)]
    if not asked:
        return
    network = client_network(client_ip(request))
    unknown = sorted(
        (card.pk, one.need.name)
        for card in results.cards
        for one in asked
        if one.verdict(card.index_row) is Verdict.UNKNOWN
    )
    needs, today = [one.need.name for one in asked], timezone.localdate()
    _count(site, today, {n: _digest(network, site, n, today) for n in needs}, unknown)


def count_question(request, site, listing):
    """Somebody asks of a listing what nobody knows of it (?fact=, the name of an attribute): once a
    day and network, beside what the list counted."""
    fact = request.GET.get("fact", "")
    need = next((need for need in NEEDS if need.attribute.name == fact), None)
    if need is None or need.name in ALWAYS_KNOWN or not wants_counting(request):
        return
    if not ListingIndex.objects.published().filter(need.unknown(None), pk=listing.pk).exists():
        return
    network, today = client_network(client_ip(request)), timezone.localdate()
    digest = _digest(network, site, f"{need.name} of {listing.pk}", today)
    _count(site, today, {need.name: digest}, [(listing.pk, need.name)])


def _count(site, today, digests, unknown):
    """`digests` of each need's question, `unknown` as (listing, need)."""
    values = {
        "site": site.pk,
        "today": today,
        "needs": [*digests],
        "digests": [*digests.values()],
        "listings": [pk for pk, _ in unknown],
        "unknown": [name for _, name in unknown],
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, values)
    except DatabaseError:
        logger.warning("demand was not counted", exc_info=True)


def _digest(network, site, need, today):
    """Of one network's question; each day has a key of its own, so that days cannot be linked."""
    question = f"{network}|{site.pk}|{need}"
    return salted_hmac(f"finding.demand.{today}", question, algorithm="sha256").hexdigest()


def _is_new(request, name):
    """Not counted with the page that this one replaces in place (htmx)."""
    if not request.htmx:
        return True
    try:
        before = QueryDict(urlsplit(request.htmx.current_url or "").query)
    except ValueError:  # a header that is no address
        before = QueryDict()
    return any(before.getlist(one) != request.GET.getlist(one) for one in parameters(name))
