"""A wish typed into the site's search, answered by the filtered list with its count."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from finding.active_filters import ListingConditions
from finding.answer_counts import AnswerCounts
from finding.facet_counts import TALLIES
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions, most_particular
from finding.snapshot.latest import CURRENT
from finding.wishes import possible_wish
from parks.models import Listing
from search.direct_answers import Answer

LONGEST_REST = 60
# Kinds that are taken for a trade; 物流仓库 is a warehouse as any other.
MADE_IN = {Listing.Kind.LAND, Listing.Kind.FACTORY}


def answer_wish(site, text) -> Answer | None:
    """The list that the text asks for; None where it asks for something else.

    Words that no condition says are looked for in titles and addresses; where that leaves nothing,
    the list is offered without them and says so. Counted as the list counts: from the snapshot.
    """
    wish = possible_wish(text, (site.region.name, site.region.short_name))
    if not wish:
        return None
    options = site.kept.get("place options", lambda: PlaceOptions(site.region))
    unwanted = _told_unwanted(wish.unwanted)
    trades = _named(options.industries, wish.rest)
    rest = [word for word in wish.rest if not any(word in one.name for one in trades)]
    if wish.is_plain and (rest or (trades and wish.params["kind"][0] not in MADE_IN)):
        return None
    params = wish.params | ({"industry": [one.slug for one in trades]} if trades else {})
    rest = " ".join(rest)[:LONGEST_REST]
    asked = _Asked(params | ({"q": [rest]} if rest else {}), options)
    if asked.listing_query.form.errors:  # a number that no list understands
        return None
    if not rest or asked.tally.total:
        return asked.answer(site, unwanted)
    if not wish.has_figure:
        return None
    return _Asked(params, options).answer(
        site, f"没有同时写到“{rest}”的，下面没有按它筛选。{unwanted}"
    )


def _told_unwanted(words):
    """A list can be asked for what is there, not for what is missing: said, and left out."""
    named = "、".join(f"“{word}”" for word in dict.fromkeys(words))
    return f"{named}读作不要的，没有按它筛选。" if named else ""


def _named(industries, words):
    """Those that a word is part of; a word of a trade means the trade, not each branch of it."""
    named = {}
    for word in words:
        found = {one.pk: one for one in industries if word in one.name}
        named |= {pk: one for pk, one in found.items() if one.parent not in found}
    return most_particular(one for one in industries if one.pk in named)


class _Asked:
    """The list under these parameters, and what is counted of it."""

    def __init__(self, params, options):
        data = QueryDict(urlencode(params, doseq=True))
        self.listing_query = ListingQuery(data, options)
        self.conditions = ListingConditions(self.listing_query)
        answers = CURRENT.answers(self.listing_query)
        self.tally = TALLIES.of(self.listing_query, answers)
        if answers:
            answers.release()

    def answer(self, site, note=""):
        # No line ends between a figure and its 处.
        counts = AnswerCounts.of(self.listing_query, self.tally).words.replace(" 处", "\u00a0处")
        return Answer(
            heading=f"按条件找空间：{counts}",
            label="看这些空间" if self.tally.total else "看接近的空间",
            url=f"{reverse('listing_list', args=[site.slug])}?{self.conditions.query()}",
            conditions=tuple(chip.label for chip in self.conditions.chips()),
            note=note,
        )
