"""The counts of a list from blocks of columns; finding.facet_counts says the same in SQL."""

from itertools import combinations

from finding.relaxation import eased
from finding.snapshot.columns import count
from finding.snapshot.narrowing import Narrowed
from finding.tally import MANY, OPTIONS, Failures, Tally


def add_to(tally: Tally, rows: Narrowed):
    """Count the rows of one block."""
    tally.total += count(rows.found)
    tally.known += count(rows.known)
    tally.scanned += count(rows.place)
    _count_options(tally, rows)
    _count_parks_and_industries(tally, rows)
    _count_missed(tally, rows)


def _count_options(tally, rows):
    """Each option under all other conditions than those of its own facet."""
    picked = {name: rows.without({name}) for name in rows.kept.keys() & MANY}
    for option in OPTIONS:
        among = picked.get(option.facet, rows.found)
        number = count(among & rows.asker.mask(option.condition(rows.now)))
        tally.facets[option.facet][option.value] += number


def _count_parks_and_industries(tally, rows):
    parks = rows.block.columns["park"]
    numbers = parks.tally(rows.without({"park"}), rows.block.STEP)[1:]
    for park, number in zip(parks.values, numbers, strict=True):
        if number:
            tally.facets["park"][int(park)] += int(number)
    of_industries = rows.block.columns["industries"].tally(rows.without({"industry"}))
    tally.facets["industry"].update(of_industries)


def _count_missed(tally, rows):
    """Rows that fail one condition alone, the kind aside, and by which step they are gained."""
    for name in rows.kept:
        if name != "kind":
            missed = rows.missed_one & rows.failed(name)
            _add(tally.alone, name, missed)
            _add(tally.sure_alone, name, missed & rows.sure_but(name))
    for asked in rows.listing_query.asked:
        name = asked.need.name
        missed = rows.missed_one & rows.failed(name)
        sure = missed & rows.sure_but(name)
        for step, easier in enumerate(eased(asked)):
            ask = rows.asker.mask
            _add(tally.eased, (name, step), missed & ask(easier.possible()))
            _add(tally.sure_eased, (name, step), sure & ask(easier.met()))


def _add(counts, key, rows):
    counts[key] = counts.get(key, 0) + count(rows)


def add_failures(failures: Failures, rows: Narrowed):
    """Count which conditions nobody meets, and what two of them keep away together."""
    failures.total += count(rows.place)
    for place, name in enumerate(rows.kept):
        failures.met[place] += count(rows.place & rows.kept[name])
    missed = [rows.missed_two & rows.failed(name) for name in rows.kept]
    for one, other in combinations(range(len(missed)), 2):
        failures.pairs[one, other] += count(missed[one] & missed[other])
