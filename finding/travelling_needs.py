"""What was asked for, as it goes along from page to page in addresses: nothing else holds it."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from core.kept_parts import NOTHING_KEPT
from finding.active_filters import ListingConditions
from finding.criteria import Verdict
from finding.forms import ListingFilterForm
from finding.keyset import Pages
from finding.listing_query import ListingQuery
from finding.match_explanation import Fit, fits
from finding.needs import NEEDS, Asked
from finding.options import PlaceOptions
from finding.snapshot.latest import CURRENT
from parks.datasheet.content import Section
from parks.deal_costs import DealCosts
from parks.display_values import Figure
from parks.models import Listing, ListingIndex
from parks.units import AREA_UNITS

# What an address may ask with; words are asked of other pages, too, and cost them no query.
PARAMETERS = {*ListingFilterForm.base_fields, *(need.name for need in NEEDS)}
PARAMETERS -= {"sort", "q", "kind", "status"}
# What the form of an enquiry has no field for, or means otherwise.
NOT_TOLD = {"q", "sort", "status", "park", "offer", "industry", "sure"}


class CarriedNeeds:
    """The conditions of a ListingQuery, to be added to the addresses of other pages.

    A kind alone is no wish worth carrying: its pages stay those that everybody reads.
    """

    def __init__(self, listing_query: ListingQuery):
        self.listing_query = listing_query
        self.conditions = ListingConditions(listing_query)
        self._rows = {}  # of the index, as far as they were read

    @property
    def asked(self) -> list[Asked]:
        return self.listing_query.asked

    @cached_property
    def query(self) -> str:
        """kind=land&area_min=20&area_unit=mu; empty where nothing is to be carried."""
        is_wish = any(one.need.name != "kind" for one in self.listing_query.conditions)
        return self._query_but(()) if is_wish else ""

    def _query_but(self, without):
        fixed = self.listing_query.fixed_kind
        kind = urlencode({"kind": fixed}) if fixed else ""
        return "&".join(filter(None, [kind, self.conditions.query(set(without))]))

    @property
    def suffix(self) -> str:
        """To be put behind an address without parameters."""
        return f"?{self.query}" if self.query else ""

    @property
    def more(self) -> str:
        """To be put behind parameters."""
        return f"&{self.query}" if self.query else ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """For the hidden fields of a form."""
        return parse_qsl(self.query)

    def typed(self) -> str:
        """As typed, for the fields of an enquiry."""
        return self._query_but(NOT_TOLD) if self.listing_query.conditions else ""

    def verdicts(self, listings) -> list["PlaceVerdicts"]:
        """Of each listing what it says of each need; places nobody lists have none. A query."""
        if not self.asked:
            return []
        keys = [listing.pk for listing in listings]
        if unread := [key for key in keys if key not in self._rows]:
            public = ListingIndex.objects.published().filter(pk__in=unread)
            self._rows |= {row.pk: row for row in public}
        rows = self._rows
        return [PlaceVerdicts(self, pk, fits(rows[pk], self.asked)) for pk in keys if pk in rows]

    @property
    def wanted_sqm(self):
        """How much is wanted; None where nothing was said of it."""
        span = next((one.value for one in self.asked if one.need.name == "area"), None)
        return None if span is None else span.wanted * AREA_UNITS[span.unit].sqm

    def beside(self, listing, current=CURRENT):
        """(listing before, listing after) in the list that was asked for, None at its ends."""
        answers = current.answers(self.listing_query)
        pages = Pages(self.listing_query, page_size=1, answers=answers)
        row, keys = pages.row(listing.pk), [None, None]
        if row is not None:
            self._rows[row.pk] = row
            keys = pages.beside(row)
        if answers:
            answers.release()
        public = Listing.objects.published().only("pk", "title", "region")
        named = public.in_bulk([key for key in keys if key])
        return [named.get(key) for key in keys]


@dataclass(frozen=True)
class JudgedNeed:
    """One need at one place with the way to ask where nobody knows."""

    asked: Asked
    fit: Fit
    ask_query: str

    @property
    def is_unknown(self):
        return self.fit.verdict is Verdict.UNKNOWN


class Standing(Enum):
    """Of all needs at once: (sign, word, tone of Verdict). Lists and the map group by it."""

    SURE = ("✓", "满足", "met")
    OPEN = ("?", "待核", "unknown")
    NEAR = ("✕", "差一项", "failed")

    @property
    def sign(self):
        return self.value[0]

    @property
    def word(self):
        return self.value[1]

    @property
    def tone(self):
        return self.value[2]


@dataclass(frozen=True)
class PlaceVerdicts:
    """What one place says of all that was asked."""

    needs: CarriedNeeds
    pk: int
    fits: list[Fit]

    @cached_property
    def rows(self) -> list[JudgedNeed]:
        return [
            JudgedNeed(asked, fit, self._ask(asked))
            for asked, fit in zip(self.needs.asked, self.fits, strict=True)
        ]

    def _ask(self, asked):
        words = asked.words.replace("\u00a0", " ")
        return enquiry(self.needs, [self.pk], asked.need.attribute.name, words)

    @property
    def standing(self) -> "Standing":
        if self.failed:
            return Standing.NEAR
        return Standing.OPEN if self.unknown else Standing.SURE

    def section(self) -> Section:
        counts = ((self.met, "满足"), (self.failed, "不满足"), (self.unknown, "未知"))
        said = "，".join(f"{count} 项{word}" for count, word in counts if count)
        figures = [Figure(row.asked.words, row.fit.word, beside=row.fit.value) for row in self.rows]
        return Section(f"您的 {len(self.fits)} 项", figures, note=said)

    def _count(self, verdict):
        return sum(fit.verdict is verdict for fit in self.fits)

    @property
    def met(self):
        return self._count(Verdict.MET)

    @property
    def failed(self):
        return self._count(Verdict.FAILED)

    @property
    def unknown(self):
        return self._count(Verdict.UNKNOWN)


def carried_needs(data, site, kind="") -> CarriedNeeds | None:
    """What an address of the site asks for; None where it asks for nothing: no query then."""
    if not PARAMETERS.intersection(data):
        return None
    kept = getattr(site, "kept", NOTHING_KEPT)
    options = kept.get("place options", lambda: PlaceOptions(site.region))
    return CarriedNeeds(ListingQuery(data, options, kind))


def enquiry(carried: CarriedNeeds | None, listings=(), fact="", fact_words="") -> str:
    """The query of an enquiry about these listings: what was asked for in words and as it was
    typed, and the fact (the name of an attribute) of which somebody shall find out."""
    told = {}
    if carried is not None:
        conditions = carried.listing_query.conditions
        told = {one.need.name: one.words.replace("\u00a0", " ") for one in conditions}
    message = f"请核实：{fact_words}。" if fact_words else ""
    message += "需要：" + "；".join(told.values()) + "。" if told else ""
    fields = [("topic", "space"), *(("listing", pk) for pk in listings)]
    fields += [("fact", fact)] if fact else []
    fields += [("message", message)] if message else []
    if "area" in told:
        fields.append(("area_wanted", told["area"].removeprefix("面积 ")))
    if "by" in told:
        fields.append(("timing_wanted", told["by"]))
    return "&".join(filter(None, [urlencode(fields), carried.typed() if carried else ""]))


def costs_of(carried: CarriedNeeds | None, listing) -> DealCosts:
    """For as much as is wanted."""
    return DealCosts(listing, carried.wanted_sqm if carried else None)


def sheet_sections(carried: CarriedNeeds | None, listing) -> list[Section]:
    """What the sheet says first: the needs, where there are any, and the money."""
    verdicts = carried.verdicts([listing]) if carried else []
    costs = costs_of(carried, listing)
    figures = [line.figure() for line in costs.lines]
    money = Section("钱", figures, note=costs.headline.replace("\u00a0", ""))
    return [*(each.section() for each in verdicts), money]
