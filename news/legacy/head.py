"""The head of a page: its title, its day and the labels around them."""

import re
from dataclasses import dataclass, field

from news.legacy.dates import DATE
from news.legacy.evidence import Evidence, same
from news.legacy.frame_lines import (
    ADDRESS,
    CRUMB_LABEL,
    HOME,
    LABEL_ONLY,
    crumbs_of,
    is_below,
    is_menu,
    is_name,
)
from news.legacy.head_labels import (
    FIELDS,
    LABEL,
    META_COLUMN,
    Labelled,
    is_clock,
    is_head_line,
    is_meta_line,
    read_labels,
)
from news.legacy.lines import MOSTLY_LINK, link_share_of, place_of
from news.legacy.publisher import named_beside_day

SUBTITLE = re.compile(r"[—–-]{1,2}[^—–-].*")
# A title over several lines; how far a title may stand from the day and the text.
TITLE_LINES = 3
SHORTEST_PREFIX = 4
LONGEST_SUBTITLE = 40


@dataclass
class Head:
    """What stands above the text, and the number of the text's first line."""

    end: int = 0
    titles: list[Evidence] = field(default_factory=list)
    dates: list[Evidence] = field(default_factory=list)
    labels: Labelled = field(default_factory=Labelled)
    site_name: str = ""
    column_name: str = ""
    subtitle: str = ""
    publisher: str = ""
    left_out: list[str] = field(default_factory=list)  # lines between title and text


def find_head(lines: list[str], wanted: list[str], limit: int) -> Head:
    """The head in `lines[:limit]`; `wanted` are titles that the markup declares.

    Without a title and a meta line there is none, and `end` is 0.
    """
    meta_at = _meta_at(lines, limit)
    crumbs = _crumbs_in(lines[: limit if meta_at is None else meta_at])
    title_at, height = _title_at(lines, wanted, limit)
    if title_at is None and meta_at is not None:
        title_at, height = _above(lines, meta_at)
    if title_at is None and meta_at is None:
        return Head(site_name=site_of(crumbs))
    below_title = 0 if title_at is None else title_at + height
    end = _end(lines, max(below_title, 0 if meta_at is None else meta_at + 1), limit, wanted)
    head = Head(end=end, site_name=site_of(crumbs), column_name=_column(lines, meta_at))
    named = [line for line in lines[:end] if named_beside_day(line)]
    labelled = [line for line in lines[:end] if is_head_line(line) or line in named]
    head.labels, head.publisher = read_labels(labelled), "".join(map(named_beside_day, named[-1:]))
    head.dates = dates_of(head.labels, lines[meta_at] if meta_at is not None else "")
    head.titles = _titles(lines, title_at, height, crumbs, meta_at)
    if labelled := head.labels.values.pop("title", ""):
        head.titles.append(Evidence(labelled, "“标题”"))
    between = lines[below_title:end] if title_at is not None else []
    rest = [line for line in between if not _is_of_head(line, wanted) and len(crumbs_of(line)) == 1]
    head.subtitle = next((line for line in rest if SUBTITLE.fullmatch(line)), "")
    head.left_out = [line for line in rest if line != head.subtitle]
    return head


def site_of(crumbs: list[str]) -> str:
    """云岭招商网 of 当前位置：云岭招商网 > 招商动态; nothing of 首页 > 招商动态."""
    first = CRUMB_LABEL.sub("", crumbs[0], count=1).strip() if crumbs else ""
    return "" if HOME.fullmatch(first) or first.endswith(("：", ":")) else first


def _meta_at(lines, limit):
    known = [at for at in range(limit) if not is_clock(lines[at]) and not is_of_text(lines[at])]
    labelled = (at for at in known if is_meta_line(lines[at]))
    dated = (
        at
        for at in known
        if DATE.search(lines[at]) and (is_head_line(lines[at]) or named_beside_day(lines[at]))
    )
    return next(labelled, next(dated, None))


def is_of_text(line: str) -> bool:
    """时间：7月2日上午 within the element of the text is a line of a notice."""
    label = LABEL.match(line)
    is_lone = label is not None and len(LABEL.findall(line)) == 1
    return bool(place_of(line).container and is_lone and FIELDS.get(label[1]) == "time")


def _crumbs_in(lines):
    return next((c for c in map(crumbs_of, lines) if len(c) > 1), [])


def _title_at(lines, wanted, limit):
    """(number, height) of the last line or lines that repeat a declared title."""
    titles = {same(title) for title in wanted} - {""}
    found = (None, 1)
    for at in range(limit if titles else 0):
        joined = ""
        for height, line in enumerate(lines[at : min(at + TITLE_LINES, limit)], start=1):
            joined += same(line)
            if joined in titles:
                found = (at, height)
    return found


def _above(lines, meta_at):
    """(number, height) of the nearest line above the meta line that can be a title."""
    for at in range(meta_at - 1, -1, -1):
        if can_be_title(lines[at]):
            is_subtitle = SUBTITLE.fullmatch(lines[at]) and at and can_be_title(lines[at - 1])
            return (at - 1, 1) if is_subtitle else (at, 1)
    return None, 1


def can_be_title(line: str) -> bool:
    """Whether a line is no breadcrumb, menu, label, button, day or address."""
    return not (
        len(crumbs_of(line)) > 1
        or is_menu(line)
        or is_head_line(line)
        or is_below(line)
        or LABEL_ONLY.fullmatch(line)
        or is_clock(line)
        or ADDRESS.fullmatch(line)
        or place_of(line).is_frame
    )


def _end(lines, at, limit, wanted):
    """The first line below that is no label, button, day or repeated title."""
    start = at
    while at < limit and not is_of_text(lines[at]):
        is_subtitle = at == start and len(lines[at]) <= LONGEST_SUBTITLE
        if not _is_of_head(lines[at], wanted) and not (
            is_subtitle and SUBTITLE.fullmatch(lines[at])
        ):
            break
        at += 1
    return at


def _is_of_head(line, wanted):
    is_known = is_head_line(line) or is_menu(line) or bool(named_beside_day(line))
    return is_known or same(line) in map(same, wanted)


def _titles(lines, title_at, height, crumbs, meta_at):
    if title_at is None:
        return []
    title = "".join(lines[title_at : title_at + height])
    end = crumbs[-1].rstrip(".…") if crumbs else ""
    is_repeated = len(end) >= SHORTEST_PREFIX and same(title).startswith(same(end))
    others = [line for line in lines[:title_at] if _competes(line, title, crumbs)]
    place = "发布日期上方一行" if meta_at is not None and meta_at > title_at else "页面标题行"
    found = [Evidence(title, place, is_clear=is_repeated or not others)]
    return found + [Evidence(title, "导航末项")] * is_repeated


def _competes(line, title, crumbs):
    """Whether a line above the title could be the title as well: no name, no link, no crumb."""
    is_known = is_name(line) or line in crumbs or same(line) == same(title)
    return can_be_title(line) and not is_known and link_share_of(line) < MOSTLY_LINK


def _column(lines, meta_at):
    found = META_COLUMN.search(lines[meta_at]) if meta_at is not None else None
    return found[1] if found else ""


def dates_of(labels: Labelled, meta: str = "") -> list[Evidence]:
    """Days by their labels: 发布时间 is clear, 时间 only beside 来源 and the like."""
    is_framed = bool(labels.values) or bool(META_COLUMN.search(meta)) or labels.count > 1
    found = []
    for label, day in labels.dates:
        name = FIELDS.get(label, "published" if label else "")
        is_clear = name == "published" or (name in {"", "time"} and (is_framed or labels.has_clock))
        found.append(Evidence(day, f"“{label}”" if label else "页头日期", is_clear))
    return found
