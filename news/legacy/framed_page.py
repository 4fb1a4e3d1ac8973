"""The article inside a framed page: what stands between its head and the frame below.

A page of the old sites, as lines, reads: site name · breadcrumb (a > b > title) · title · head
(`| 招商动态 |2016-12-07`, or 发布时间：… 来源：… and buttons) · paragraphs · closing lines · frame.
Five rules find the article, in this order:

1. The meta line is the first short line that names a date and starts with `|` or a label such as
   发布时间：. Lines of labels, days and buttons below it are the head, too.
2. The title is the line that repeats what the markup declares, else the nearest line above the
   meta line that is no breadcrumb, menu, label or button.
3. The text begins below both; an element that content systems use for it narrows it.
4. It ends before the first line that only a frame has, and closing lines are taken from its end.
5. Without title and meta line there is no head, and a person must look.
"""

import datetime
from dataclasses import dataclass, field

from news.legacy.body import (
    body_of,
    doubts_of,
    first_prose,
    is_prose,
    is_repeated_lead,
    left_below,
    take_closing,
)
from news.legacy.evidence import Evidence
from news.legacy.frame_lines import crumbs_of, is_below, is_menu
from news.legacy.head import dates_of, find_head, is_of_text
from news.legacy.head_labels import is_head_line, read_labels
from news.legacy.joined_lines import joined, parted
from news.legacy.lines import place_of
from news.legacy.publisher import PRINTED, printed_on

# Lines below the text in which a page may still name its source; a > b may be part of a sentence.
LABELS_BELOW, LONGEST_CHAIN = 5, 1


@dataclass
class FramedPage:
    """What the head and the text of a page say; empty where the page is silent."""

    title: str = ""
    site_name: str = ""
    column_name: str = ""
    published_on: datetime.date | None = None
    paragraphs: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    subtitle: str = ""
    publisher: str = ""  # beside the day, without a label
    # What tells how certain title, day and text are.
    titles: list[Evidence] = field(default_factory=list, compare=False)
    dates: list[Evidence] = field(default_factory=list, compare=False)
    doubts: list[str] = field(default_factory=list, compare=False)


def remove_frame(lines: list[str], *, titles: tuple[str, ...] = ()) -> FramedPage:
    """The article of a page given as non-empty lines; `titles` are those its markup declares."""
    lines = joined(lines)
    lines = parted(lines, list(titles), first_prose(lines))
    container = [at for at, line in enumerate(lines) if place_of(line).container]
    if not any(is_prose(lines[at]) for at in container):
        container = []
    within = lines[container[0] :] if container else []
    limit = container[0] + first_prose(within) if container else first_prose(lines)
    head = find_head(lines, list(titles), limit)
    paragraphs, rest = _text(lines, head.end, container)
    below = read_labels([line for line in rest[:LABELS_BELOW] if is_head_line(line)])
    closing = take_closing(paragraphs)
    labels = below.values | closing.values | head.labels.values
    dates = head.dates or [d for d in dates_of(below) + dates_of(closing) if d.is_clear]
    if not dates and (printed := printed_on(lines[: head.end])):
        dates = [Evidence(printed, PRINTED)]
    doubts = doubts_of(paragraphs, rest) + _doubts_of_head(head)
    if lost := left_below(rest, paragraphs):
        doubts.append(f"正文以外还有成段的文字没有收入：“{lost[0][:20]}……”，请核对。")
    return FramedPage(
        title=str(head.titles[0].value) if head.titles else "",
        site_name=head.site_name,
        column_name=head.column_name,
        published_on=dates[0].value if dates else None,
        paragraphs=paragraphs,
        labels=labels,
        subtitle=head.subtitle,
        publisher=head.publisher,
        titles=head.titles,
        dates=dates,
        doubts=doubts,
    )


def _text(lines, start, container):
    """(paragraphs, prose that was not taken)."""
    below = [at for at in range(start, len(lines)) if not place_of(lines[at]).is_frame]
    if container:
        below = [at for at in below if place_of(lines[at]).container]
    candidates = [lines[at] for at in below]
    skipped = _buttons_above(candidates)
    paragraphs = body_of(candidates[skipped:])
    taken = set(below[skipped : skipped + len(paragraphs)])
    if paragraphs and is_repeated_lead(paragraphs[0], paragraphs[1:]):
        paragraphs = paragraphs[1:]
    rest = [lines[at] for at in range(start, len(lines)) if at not in taken]
    return paragraphs, rest


def _buttons_above(lines):
    """How many lines at the top are buttons, menus or labels."""
    found = 0
    while found < len(lines) and (
        (is_head_line(lines[found]) and not is_of_text(lines[found]))
        or is_menu(lines[found])
        or is_below(lines[found])
        or len(crumbs_of(lines[found])) > LONGEST_CHAIN
    ):
        found += 1
    return found


def _doubts_of_head(head):
    if not head.left_out:
        return []
    return [f"标题和正文之间还有没收入的文字：“{head.left_out[0][:30]}”，请核对。"]
