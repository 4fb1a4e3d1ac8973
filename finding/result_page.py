"""A page of a list: rows with verdicts, counts of every choice, what stands in the way."""

from functools import cache, cached_property

from core.kept_parts import NOTHING_KEPT
from core.late_rows import LateRows
from finding.active_filters import ListingConditions
from finding.answer_counts import AnswerCounts
from finding.facet_counts import failures_in_sql, mask
from finding.facets import Facets
from finding.keyset import LAST_NUMBERED, PAGE_SIZE, BadCursorError, Cursor, Pages
from finding.listing_query import ListingQuery
from finding.match_explanation import capped, fits, given, impasse, obstacles
from finding.nearness import STEPS
from finding.options import PlaceOptions
from finding.plain_lists import PlainList, is_plain
from finding.snapshot.latest import CURRENT
from finding.tally import NEAR_UNKNOWNS
from finding.travelling_needs import CarriedNeeds, enquiry
from parks.models import Listing

NEAR_MISSES = 3
LONGEST_NUMBER = 2


class Narrowing:
    """What the panel of filters shows beside any list of a query: options, counts, how many."""

    def __init__(self, plain_list, tally=None):
        self.tally = tally or plain_list.tally()
        self.facets = Facets(plain_list.listing_query, self.tally)
        self.counts = AnswerCounts.of(plain_list.listing_query, self.tally)


@cache
def _beside_columns():
    """What cards are read with; the query itself is built only where one has to be drawn."""
    return frozenset(Listing.objects.for_cards().query.annotations)


def near_misses(query: ListingQuery, tally, answers) -> list:
    """Index rows that fail one condition only, the nearest NEAR_MISSES; one query at most."""
    costly = [asked for asked in given(query) if tally.alone.get(asked.need.name)]
    if not costly:
        return []
    rows = query.index_rows().annotate(rank=query.rank(), unknowns=query.unknowns())
    rows = rows.filter(unknowns__lte=NEAR_UNKNOWNS)
    if answers is not None:
        names = [asked.need.name for asked in costly]
        rows = rows.filter(pk__in=answers.near(names, NEAR_MISSES))
    else:
        bits = [1 << place for place, asked in enumerate(query.conditions) if asked in costly]
        rows = rows.annotate(bits=mask(query.conditions)).filter(bits__in=bits)
    return list(rows.order_by("rank", "-verified_at", "-pk")[:NEAR_MISSES])


class ResultPage:
    """Everything a result page shows; each part asks the database when first needed.

    The snapshot counts and finds where there is one; the rows shown are the database's.
    """

    def __init__(self, data, *, region, kind="", current=CURRENT, kept=NOTHING_KEPT):
        """`kept`: what pages of the region's site share (core.kept_parts)."""
        self.data = data
        options = kept.get("place options", lambda: PlaceOptions(region))
        self.listing_query = ListingQuery(data, options, kind)
        self.conditions = ListingConditions(self.listing_query)
        self.notice = ""
        plain = is_plain(data)
        self.answers = current.answers(self.listing_query, is_plain=plain)
        self.plain_list = PlainList(self.listing_query, self.answers, plain, kept)
        self.tally = self.plain_list.tally()
        self.counts = AnswerCounts.of(self.listing_query, self.tally)
        self.page = self._page()
        if self.answers:
            self.answers.release()

    @property
    def status(self):
        return 400 if self.listing_query.form.errors or self.notice else 200

    @property
    def total(self):
        return self.tally.total

    @property
    def listed(self):
        """How many are on the pages of the list."""
        is_sure_only = self.listing_query.is_sure_only
        return capped(self.tally.known if is_sure_only else self.tally.total)

    @property
    def sure_switch(self):
        """The address with the switch 只看确定的 turned."""
        is_on = self.listing_query.is_sure_only
        return self.conditions.query({"sure"}) if is_on else self.conditions.query(sure=["1"])

    @property
    def is_judged(self):
        """Whether cards say what each place meets."""
        return bool(self.listing_query.asked)

    @property
    def is_first_page(self):
        return not self.page.first and not self.notice

    def _page(self):
        pages = Pages(self.listing_query, self.tally.known, answers=self.answers)
        try:
            if token := self.data.get("after"):
                return pages.after(Cursor.read(token, self.listing_query.order))
            if token := self.data.get("before"):
                return pages.before(Cursor.read(token, self.listing_query.order))
        except BadCursorError:
            self.notice = "翻页的地址不完整或条件变了，已回到第一页。"
            return self._first_page(pages)
        number = self.data.get("page", "")
        is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
        return (
            pages.numbered(int(number))
            if is_number and 1 < int(number) <= LAST_NUMBERED
            else self._first_page(pages)
        )

    def _first_page(self, pages):
        return self.plain_list.get(f"first page, {self.listing_query.order}", pages.after)

    @cached_property
    def near_rows(self):
        """Rows that fail one condition only, when the list leaves room for them."""
        is_room = self.total < PAGE_SIZE and self.is_first_page
        return near_misses(self.listing_query, self.tally, self.answers) if is_room else []

    @cached_property
    def _cards(self):
        pks = [row.pk for row in (*self.page, *self.near_rows)]
        return LateRows(
            Listing,
            pks,
            lambda keys: Listing.objects.for_cards().filter(pk__in=keys),
            _beside_columns(),
        )

    @cached_property
    def cards(self):
        return [*self._judged(self.page)]

    @property
    def sure_cards(self):
        """Of the page those that meet every need; they come first in every order."""
        return [card for card in self.cards if card.index_row.rank < STEPS]

    @property
    def open_cards(self):
        return [card for card in self.cards if card.index_row.rank >= STEPS]

    @cached_property
    def near(self):
        """Up to three places that miss one condition, with what they have instead."""
        return [*self._judged(self.near_rows)]

    @property
    def is_near_all(self):
        """Whether these are all there are."""
        return len(self.near) < NEAR_MISSES

    def _judged(self, rows):
        """Cards in the order of the rows, read when the first of them has to be drawn."""
        for row in rows:
            card = self._cards.row(row.pk)
            card.index_row = row
            card.fits = fits(row, self.listing_query.asked)
            yield card

    @cached_property
    def obstacles(self):
        return obstacles(self.listing_query, self.conditions, self.tally)

    @cached_property
    def impasse(self):
        """Why nothing was found, where no single condition explains it."""
        is_stuck = not self.total and not self.obstacles and given(self.listing_query)
        return impasse(self.listing_query, self.conditions, self._failures()) if is_stuck else None

    def _failures(self):
        return self.answers.failures if self.answers else failures_in_sql(self.listing_query)

    @cached_property
    def facets(self):
        return Facets(self.listing_query, self.tally)

    @cached_property
    def chips(self):
        return list(self.conditions.chips())

    @property
    def kinds_left_out(self):
        """(kinds, needs they cannot have) in words; empty where a kind was chosen."""
        kinds = [Listing.Kind(kind).label for kind in self.listing_query.kinds_left_out]
        needs = [
            asked.need.label
            for asked in self.listing_query.asked
            if any(not asked.need.applies_to(kind) for kind in self.listing_query.kinds_left_out)
        ]
        return ("、".join(kinds), "、".join(needs)) if kinds else ()

    @property
    def consult_query(self):
        """The needs in words, for the enquiry form."""
        return enquiry(CarriedNeeds(self.listing_query))
