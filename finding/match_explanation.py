"""What a result page says of needs: per place met, failed or unknown; per need what it costs."""

from dataclasses import dataclass

from finding.active_filters import FilterLink, ListingConditions, parameters
from finding.criteria import Verdict
from finding.needs import Asked
from finding.relaxation import eased
from finding.tally import CAP
from parks.display_values import UNKNOWN, number

MOST_PAIRS = 3


def capped(count):
    """10,000+ beyond what is counted exactly."""
    return f"{number(CAP)}+" if count > CAP else number(count)


@dataclass(frozen=True)
class Fit:
    """One need at one place: 净高 11.2 m, 满足."""

    label: str
    value: str
    verdict: Verdict

    @property
    def word(self):
        return self.verdict.value

    @property
    def tone(self):
        return self.verdict.name.lower()


def fits(row, asked_for) -> list[Fit]:
    """Verdicts of an index row on everything asked for; facts only where they say more."""
    found = []
    for asked in asked_for:
        verdict = asked.verdict(row)
        says_more = verdict is not Verdict.MET or asked.need.operator not in {"yes", "one_of"}
        value = asked.actual(row) if says_more else ""
        found.append(Fit(asked.need.label, "" if value == UNKNOWN else value, verdict))
    return found


@dataclass(frozen=True)
class Obstacle:
    """A condition that alone keeps places away, and what to ask instead."""

    words: str
    alone: str
    easier: FilterLink | None
    dropped: FilterLink | None


def obstacles(listing_query, conditions: ListingConditions, tally) -> list[Obstacle]:
    """The conditions that alone exclude places, the costliest first."""
    costly = [asked for asked in given(listing_query) if tally.alone.get(asked.need.name)]
    costly.sort(key=lambda asked: -tally.alone[asked.need.name])
    return [_obstacle(asked, conditions, tally) for asked in costly]


def given(listing_query) -> list[Asked]:
    """All conditions that a reader may give up on this page."""
    kept = [asked for asked in listing_query.restrictions if asked.need.name != "kind"]
    return [*listing_query.asked, *kept]


def _obstacle(asked, conditions, tally):
    name, alone = asked.need.name, tally.alone[asked.need.name]
    easier = None
    for step, option in enumerate(eased(asked)):
        gained = tally.eased.get((name, step), 0)
        if 0 < gained < alone:
            sure = _certain(tally.sure_eased.get((name, step), 0))
            easier = FilterLink(option.words, conditions.query_with(option), capped(gained), sure)
            break
    dropped = FilterLink(
        f"不限{asked.need.label}",
        conditions.query(parameters(name)),
        capped(alone),
        _certain(tally.sure_alone.get(name, 0)),
    )
    return Obstacle(asked.words, capped(alone), easier, dropped)


def _certain(number):
    return capped(number) if number else ""


@dataclass(frozen=True)
class Impasse:
    """Why nothing was found: needs that nobody meets, pairs to give up together."""

    total: int
    nobody: list[str]
    pairs: list[FilterLink]


def impasse(listing_query, conditions, failures) -> Impasse:
    """Asked only when nothing was found and no single condition is to blame."""
    everything = listing_query.conditions
    nobody = [
        asked.words
        for place, asked in enumerate(everything)
        if failures.total and not failures.met[place]
    ]
    found = [
        _pair([everything[place] for place in pair], rows, conditions)
        for rows, pair in failures.costliest_pairs(MOST_PAIRS)
    ]
    return Impasse(failures.total, nobody, found)


def _pair(both, count, conditions):
    names = set().union(*(parameters(asked.need.name) for asked in both))
    words = "和".join(f"“{asked.words}”" for asked in both)
    return FilterLink(words, conditions.query(names), capped(count))
