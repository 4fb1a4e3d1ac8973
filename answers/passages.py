"""Passages of a site's own pages that may answer a question: what search finds, and what holds.

Nothing is written for it and nothing is made up: the index is search's own, the words are the
site's. Policies that are not in force, places that are gone and news are no answer.
"""

import logging
from itertools import zip_longest

from django.db import DatabaseError, transaction
from django.db.models import prefetch_related_objects

from core.error_frames import error_frames
from policies.models import Policy
from search.models import SearchEntry
from search.results import GROUP_SIZE, Search, clean_query
from search.tokenizer import query_words

logger = logging.getLogger(__name__)

Type = SearchEntry.Type
SHOWN = 4
LOOKED_AT = 10  # hits of a type, of which some may not hold any more
SHORTEST = 2
ORDER = (Type.LISTING, Type.POLICY, Type.PAGE, Type.ARTICLE, Type.PARK)
# What a topic asks for first, by its name in the address.
FIRST = {"space": Type.LISTING, "funding": Type.POLICY, "register": Type.POLICY}
IN_FORCE = {Policy.Validity.VALID, Policy.Validity.EXPIRING}


def passages_for(site, topic: str, text: str) -> list[SearchEntry] | None:
    """The few best, types by turns, the topic's own first; [] where the site has nothing.

    None where that is not known: nothing was asked, or the index does not answer. Entries are as
    search.results.Search gives them, with `mark`: what stands for it in a form.
    """
    text = clean_query(text)
    if len(text) < SHORTEST or not query_words(text):
        return None
    try:
        with transaction.atomic():
            found = _found(site, topic, text)
    except DatabaseError as error:  # who wants to ask a person is not kept from it
        logger.warning("no passages: %s", error_frames(error))
        return None
    for entry in found:
        entry.mark = f"{entry.content_type_id}-{entry.object_id}"
    return found


def _found(site, topic, text):
    """The first few of each type; more of a type only where these leave room."""
    search = Search(site, text, scope="site")
    first = {group.type: group.entries for group in search.groups()}
    kinds = sorted(
        (kind for kind in ORDER if kind in first),
        key=lambda kind: (kind != FIRST.get(topic), ORDER.index(kind)),
    )
    rows = {kind: _holding(site, kind, first[kind]) for kind in kinds}
    for kind in kinds:
        is_cut = len(first[kind]) == GROUP_SIZE and len(rows[kind]) < GROUP_SIZE
        if is_cut and sum(map(len, rows.values())) < SHOWN:
            rows[kind] = _holding(site, kind, search.page(kind, 1).object_list)
    turns = zip_longest(*rows.values())
    return [entry for turn in turns for entry in turn if entry is not None][:SHOWN]


def _holding(site, kind, entries):
    """Those that are an answer today."""
    entries = entries[:LOOKED_AT]
    if kind == Type.ARTICLE:
        guides = {*site.columns.filter(is_guide=True).values_list("slug", flat=True)}
        return [e for e in entries if e.site_slug == site.slug and e.facet in guides]
    if kind == Type.POLICY:
        return [e for e in entries if e.target and e.target.validity() in IN_FORCE]
    if kind == Type.LISTING:
        prefetch_related_objects(entries, "target")
        return [e for e in entries if e.target and e.target.is_open]
    return entries
