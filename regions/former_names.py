"""Names that units of GB/T 2260 had since 1981, and the units of today that follow them.

From the table of yescallop's areacodes (CC0 1.0): a row for each code and name with the years it
was in use, and the codes that took its ground.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

IN_USE, RENAMED = "在用", "变更"
# 郊区 became a hundred others: a name with more heirs tells nobody where to look.
MOST_HEIRS = 4
SUCCESSOR = re.compile(r"(\d{6})(?:\[(\d{4})\])?")
FOR_EVER = 9999


class Row(NamedTuple):
    """A code under one name: in use from `begins` to the year before `ends`."""

    code: str
    name: str
    state: str
    begins: int
    ends: int
    successors: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, line: dict[str, str]):
        """A line of result.csv."""
        ends = int(line["变更/弃用时间"] or FOR_EVER)
        found = SUCCESSOR.findall(line["新代码"])
        heirs = [(code, int(year or ends)) for code, year in found]
        if line["状态"] == RENAMED:
            heirs.insert(0, (line["代码"], ends))
        return cls(
            line["代码"], line["名称"], line["状态"], int(line["启用时间"]), ends, tuple(heirs)
        )


class FormerName(NamedTuple):
    """A name that is gone, today's code and the year of the change."""

    name: str
    adcode: str
    since: str


def former_names(rows: Iterable[Row]) -> Iterator[FormerName]:
    """In the order of the table; names with too many heirs are left out."""
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    found = defaultdict(dict)
    for row in [row for same in by_code.values() for row in same]:
        for heir in [*_heirs(row, by_code)] or _heir_of_counties(row, by_code):
            if row.state != IN_USE and heir.name != row.name:
                found[row.name][heir.code] = row.ends
    for name, heirs in found.items():
        cities = {code: year for code, year in heirs.items() if code.endswith("00")}
        if len(heirs) <= MOST_HEIRS or cities:
            for adcode, year in (cities or heirs).items():
                yield FormerName(name, adcode, str(year))


def _heirs(row, by_code, seen=()):
    """The rows in use today that its ground belongs to."""
    if row.state == IN_USE:
        yield row
        return
    for code, year in row.successors:
        heir = next((r for r in by_code[code] if r.begins <= year < r.ends), None)
        if heir is not None and heir not in seen:
            yield from _heirs(heir, by_code, (*seen, row))


def _heir_of_counties(row, by_code):
    """Of a prefecture without a named heir: the one that most of its counties are in."""
    if row.state == IN_USE or not row.code.endswith("00"):
        return []
    same = [code for code in by_code if code[:4] == row.code[:4]]
    own = [r for code in same for r in by_code[code]]
    counties = [r for r in own if not r.code.endswith("00") and r.ends == row.ends]
    heirs = [heir.code[:4] + "00" for county in counties for heir in _heirs(county, by_code)]
    if not heirs:
        return []
    (code, _), *_ = Counter(heirs).most_common(1)
    return [r for r in by_code[code] if r.state == IN_USE]
