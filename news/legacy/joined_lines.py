"""Lines that say one thing together, or two things in one, before the head is looked for."""

import re

from news.legacy.dates import DATE
from news.legacy.evidence import same
from news.legacy.head_labels import (
    BAR_DATE,
    BARE_DATE,
    COLON,
    LABEL,
    META_COLUMN,
    is_head_line,
    is_open_label,
)
from news.legacy.lines import Line, parted_of, place_of
from news.legacy.publisher import PUBLISHER

HOUR = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
# A leaf of a calendar beside the title: 19 above 2024-06, or the other way round.
LEAF_DAY = re.compile(r"\d{1,2}日?")
LEAF_MONTH = re.compile(r"((?:19|20)\d\d)[-/.年] ?(\d{1,2})月?")
LEAF = re.compile(rf"(\d{{1,2}}) {LEAF_MONTH.pattern}")
# A day in brackets behind the title, or before it.
DAY_BEHIND = re.compile(rf"(.{{6,80}}?) ?([\[(（【]{DATE.pattern}日?[\])）】])")
DAY_BEFORE = re.compile(rf"([\[(（【]{DATE.pattern}日?[\])）】]) ?(.{{6,80}})")
LONGEST_TITLED = 100


def joined(lines: list[str]) -> list[str]:
    """`| 招商动态 |` and `2016-12-07`, 来源： and 云岭日报, a day and its hour become one line."""
    found, at = [], 0
    while at < len(lines):
        line, following = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        if day := _leaf(line, following):
            line, at = Line(day[0], place=place_of(line)), at + day[1]
        elif BARE_DATE.fullmatch(line) and HOUR.fullmatch(following):
            line, at = Line(f"{line} {following}", place=place_of(line)), at + 1
        elif _belong_together(line, following):
            line, at = Line(f"{line}{following}", place=place_of(line)), at + 1
        found.append(line)
        at += 1
    return found


def parted(lines: list[str], titles: list[str], limit: int) -> list[str]:
    """A title above the text (before `limit`) that has its day in brackets becomes two lines.

    `titles` are those that the markup declares; without any, only one line may look like that.
    """
    pairs = {at: pair for at in range(limit) if (pair := _title_and_day(lines[at]))}
    if titles:
        wanted = set(map(same, titles))
        pairs = {at: pair for at, pair in pairs.items() if same(pair[0]) in wanted}
    elif len(pairs) > 1:
        pairs = {}
    if not pairs:
        return lines
    found = []
    for at, line in enumerate(lines):
        parts = pairs.get(at, ())
        found += [Line(part, place=place_of(line)) for part in parts] or [line]
    return found


def _title_and_day(line):
    if len(line) > LONGEST_TITLED or (COLON.search(line) and LABEL.search(line)):
        return None
    if found := DAY_BEHIND.fullmatch(line):
        return found[1], found[2]
    if found := DAY_BEFORE.fullmatch(line):
        return found[5], found[1]
    return None


def _leaf(line, following):
    """(day, how many lines more than one) of a leaf of a calendar, or None."""
    if found := LEAF.fullmatch(parted_of(line)):
        return f"{found[2]}-{found[3]}-{found[1]}", 0
    for day, month in ((line, following), (following, line)):
        found = LEAF_MONTH.fullmatch(month)
        if found and LEAF_DAY.fullmatch(day):
            return f"{found[1]}-{found[2]}-{day.rstrip('日')}", 1
    return None


def _belong_together(line, following):
    if META_COLUMN.fullmatch(line) and BAR_DATE.fullmatch(following):
        return True
    if not is_open_label(line):
        return False
    row = place_of(line).row
    is_one_row = row and row == place_of(following).row
    return bool(
        BARE_DATE.fullmatch(following)
        or PUBLISHER.fullmatch(following)
        or (is_one_row and not is_head_line(following))
    )
