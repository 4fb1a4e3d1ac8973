"""What a board paper says: places against the needs, costs, policies; as it is, as it was sent.

Figures come from the rows that all pages show. The same function makes what is sent and what is
true now, so that the two can be told apart cell by cell.
"""

import datetime
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from finding.criteria import Verdict
from finding.match_explanation import fits
from leads.lead_needs import lines_of, needs_of
from parks.deal_costs import DealCosts, yuan
from parks.models import Listing, ListingIndex
from parks.units import AREA_UNITS
from policies.models import Policy

MOST_PLACES = 4
HORIZONS = (3, 5, 10)  # years
WORDS = {Verdict.MET: "符合", Verdict.FAILED: "不符合", Verdict.UNKNOWN: "待核"}
TONES = {"符合": ("yes", "check"), "不符合": ("no", "close"), "待核": ("ask", "info")}
COSTS = ("报价", "按多少算", "每月共", "一年共", "首次要付", "总价")
GONE = "现在不公开"
FREE_TEXT = {"policy_purpose"}  # a visitor's own words are nobody else's business


def paper_needs(lead) -> dict:
    """What was asked for, without words that a person may stand in."""
    return {name: value for name, value in needs_of(lead).items() if name not in FREE_TEXT}


def wanted_sqm(needs) -> Decimal | None:
    if "area_min" not in needs:
        return None
    return Decimal(needs["area_min"]) * AREA_UNITS[needs.get("area_unit", "mu")].sqm


def figures_of(site, needs, listing_keys, policy_keys) -> dict:
    """All that may change, as plain texts; what is not public any more is left out. Three queries.

    {"places": {key: {"title", "place", "verdicts": [[word, value]], "costs": [text],
    "sums": [yuan or None]}}, "policies": {key: {"title", "number", "state", "ceiling"}}}
    """
    asked = [line.asked for line in lines_of(needs) if line.asked]
    public = Listing.objects.published().in_region(site.region).for_cards()
    listings = {row.pk: row for row in public.filter(pk__in=listing_keys)}
    index = ListingIndex.objects.published().filter(listing__in=listings)
    places = {
        str(row.listing_id): _place(listings[row.listing_id], row, asked, wanted_sqm(needs))
        for row in index
    }
    policies = Policy.objects.published().filter(pk__in=policy_keys)
    return {"places": places, "policies": {str(row.pk): _policy(row) for row in policies}}


def _place(listing, row, asked, sqm):
    costs = DealCosts(listing, sqm)
    told = (costs.monthly, costs.yearly, costs.first, costs.total)
    return {
        "title": listing.title,
        "place": listing.place,
        "verdicts": [[WORDS[fit.verdict], fit.value] for fit in fits(row, asked)],
        "costs": [str(listing.price_figure), costs.area, *(_about(amount) for amount in told)],
        "sums": [_sum(costs, years) for years in HORIZONS],
    }


def _about(amount):
    return "" if amount is None else f"约 {yuan(amount)}"


def _sum(costs, years) -> int | None:
    """Whole yuan over so many years; rounded once, here."""
    amount = costs.total if costs.yearly is None else costs.yearly * years
    return None if amount is None else int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))


def _policy(policy):
    until = f"，有效至 {policy.ends_on}" if policy.ends_on else ""
    apply = f"，申报截止 {policy.apply_until_on}" if policy.apply_until_on else ""
    ceiling = policy.ceiling_wan
    return {
        "title": policy.title,
        "number": policy.document_number,
        "state": f"{policy.validity().label}{until}{apply}",
        "ceiling": "" if ceiling is None else f"最高 {ceiling.normalize():f} 万元",
    }


@dataclass(frozen=True)
class Cell:
    """What is true now; `was` is what was sent, where that was something else."""

    words: str
    was: str = ""
    tone: str = ""
    icon: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Bar:
    """Of a chart whose longest bar is WIDEST."""

    place: int
    width: int
    words: str
    y: int

    @property
    def middle(self):
        return self.y + BAR - 5

    @property
    def words_at(self):
        return self.width + 8


@dataclass(frozen=True)
class PolicyLine:
    key: int
    title: str
    number: str
    state: Cell
    ceiling: Cell


@dataclass
class Paper:
    """Ready to be drawn: `places` are (key or None where it is gone, title, place) a column."""

    places: list[tuple]
    needs: list[tuple[str, list[Cell]]] = field(default_factory=list)
    costs: list[tuple[str, list[Cell]]] = field(default_factory=list)
    groups: list[tuple[str, int, list[Bar]]] = field(default_factory=list)
    policies: list[PolicyLine] = field(default_factory=list)
    height: int = 0

    @property
    def changed(self) -> int:
        """How many figures are others than those that were sent."""
        rows = [*self.needs, *self.costs]
        cells = [cell for _, row in rows for cell in row]
        cells += [cell for line in self.policies for cell in (line.state, line.ceiling)]
        return sum(bool(cell.was) for cell in cells)

    @property
    def chart_words(self) -> str:
        told = (
            f"{label} " + "、".join(f"{self.places[bar.place][1]} {bar.words}" for bar in bars)
            for label, _, bars in self.groups
        )
        return "；".join(told)


WIDEST, BAR, GAP = 560, 20, 4


def paper_of(proposal, site) -> Paper:
    """As the rows are now, each figure that has changed with what was sent."""
    sent = proposal.sent
    needs, then = sent["needs"], sent["figures"]
    keys = [*map(int, sent["order"])]
    now = figures_of(site, needs, keys, [*map(int, then["policies"])])
    order = [str(key) for key in keys if str(key) in then["places"]]
    old = [then["places"][key] for key in order]
    new = [now["places"].get(key) for key in order]
    paper = Paper(
        [
            (int(key) if fresh else None, was["title"], was["place"])
            for key, was, fresh in zip(order, old, new, strict=True)
        ]
    )
    paper.needs = list(_need_rows(needs, old, new))
    paper.costs = [row for row in _cost_rows(old, new) if any(cell.words for cell in row[1])]
    paper.groups, paper.height = _chart(old, new)
    paper.policies = list(_policy_lines(then["policies"], now["policies"]))
    return paper


def _need_rows(needs, old, new):
    labels = [line.words for line in lines_of(needs) if line.asked]
    for number, label in enumerate(labels):
        pairs = [
            (was["verdicts"][number : number + 1], fresh and fresh["verdicts"][number : number + 1])
            for was, fresh in zip(old, new, strict=True)
        ]
        yield label, [_verdict_cell(*pair) for pair in pairs]


def _verdict_cell(was, fresh):
    """A need that has gone out of use since is said to be open."""
    was = was[0] if was else ["待核", ""]
    if fresh is None:
        return Cell(GONE, was=" ".join(filter(None, was)))
    word, value = fresh[0] if fresh else ("待核", "")
    tone, icon = TONES[word]
    changed = " ".join(filter(None, was)) if [word, value] != was else ""
    return Cell(value, changed, tone, icon, word)


def _cost_rows(old, new):
    for number, label in enumerate(COSTS):
        yield (
            label,
            [
                _cell(was["costs"][number], fresh and fresh["costs"][number])
                for was, fresh in zip(old, new, strict=True)
            ],
        )
    for number, years in enumerate(HORIZONS):
        yield (
            f"{years} 年累计",
            [
                _cell(_about(was["sums"][number]), fresh and _about(fresh["sums"][number]))
                for was, fresh in zip(old, new, strict=True)
            ],
        )


def _cell(was, fresh):
    if fresh is None:
        return Cell(GONE if was else "", was=was)
    return Cell(fresh, was if was != fresh else "")


def _chart(old, new):
    """Groups of bars and the height of the drawing; nothing where no place has a sum."""
    sums = [(fresh or was)["sums"] for was, fresh in zip(old, new, strict=True)]
    largest = max((amount for row in sums for amount in row if amount), default=0)
    if not largest:
        return [], 0
    groups, y = [], 0
    for number, years in enumerate(HORIZONS):
        top, bars = y, []
        y += BAR
        for place, row in enumerate(sums):
            if row[number] is not None:
                width = max(round(WIDEST * row[number] / largest), 2)
                bars.append(Bar(place, width, yuan(row[number]), y))
                y += BAR + GAP
        groups.append((f"{years} 年", top + BAR - 5, bars))
        y += BAR
    return groups, y


def _policy_lines(old, new):
    for key, was in old.items():
        fresh = new.get(key)
        shown = fresh or was
        yield PolicyLine(
            int(key) if fresh else 0,
            shown["title"],
            shown["number"],
            _cell(was["state"], fresh and fresh["state"]),
            _cell(was["ceiling"], fresh and fresh["ceiling"]),
        )


def sent_words(lead, listing_keys, policy_keys) -> dict:
    """What is kept of a paper when it is sent."""
    needs = paper_needs(lead)
    figures = figures_of(lead.site, needs, listing_keys, policy_keys)
    day: datetime.date = timezone.localdate()
    return {"needs": needs, "order": listing_keys, "figures": figures, "day": day.isoformat()}
