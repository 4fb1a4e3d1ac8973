"""The article inside a framed page: what stands between its meta line and the frame below.

A page of the old sites, as lines, reads: site name · breadcrumb (a > b > title) · title ·
meta line (`| 招商动态 |2016-12-07`) · paragraphs · hotline · 投资指南 · tiles with 立即咨询 ·
友情链接 · popup. Four rules find the article, in this order:

1. The meta line is the first short line that names a date and starts with `|` or a label such as
   发布时间：. Everything above it is head, everything below it body.
2. The title is the line above the meta line that repeats the end of the breadcrumb, else the
   nearest line above that is not the breadcrumb.
3. The body ends before the first line that only a frame has (`FRAME_LINES`).
4. Without a meta line there is no head: the page has no title and date, and a person must look.
"""

import datetime
import re
from dataclasses import dataclass, field

LONGEST_META_LINE = 120
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年 ]{1,2}(\d{1,2})[-/.月 ]{1,2}(\d{1,2})(?!\d)")
META_START = re.compile(
    r"[|｜]|(?:发布|发表|生成|更新)?(?:时间|日期)\s*[:：]|(?:信息)?来源\s*[:：]"
)
BARE_DATE = re.compile(DATE.pattern + r"日?[\s\d:：]{0,9}")
META_COLUMN = re.compile(r"[|｜]\s*([^|｜:：\d\s][^|｜:：\d]{0,19}?)\s*[|｜]")
LABELS = {
    "source": re.compile(r"(?:信息)?来源\s*[:：]\s*([^\s|｜]{1,60})"),
    "author": re.compile(r"(?:作者|撰稿|供稿)\s*[:：]\s*([^\s|｜]{1,40})"),
    "responsible_editor": re.compile(r"(?:责任编辑|责编|编辑)\s*[:：]\s*([^\s|｜)）]{1,40})"),
}
SIGNATURE = re.compile(
    r"[(（]?(?:信息来源|来源|作者|撰稿|供稿|责任编辑|责编|编辑)\s*[:：][^。]{1,60}"
)
CRUMB_SPLIT = re.compile(r"[>＞»›]")
FRAME_LINES = re.compile(
    r"招商热线[\s:：\d\-]*"
    r"|投资指南|[. …]*更多[. …>]*"
    r"|[•·*\-]?\s*立即咨询|[•·*\-]?\s*进入小程序.{0,10}"
    r"|友情链接\s*[:：]?.*|相关(?:阅读|文章|新闻|链接)\s*[:：]?"
    r"|(?:上|下)一(?:篇|条)\s*[:：]?.*"
    r"|[×✕]|稍后再说|马上咨询|电话咨询|客服咨询|在线咨询"
    r"|您好\s*[,，].{0,20}(?:专员|客服|顾问).*"
    r"|[【\[]?(?:打印本页|打印|关闭窗口|关闭|返回顶部|分享到)[】\]]?\s*[:：]?"
    r"|(?:主办|承办)单位\s*[:：].*|(?:版权所有|Copyright|©).*|.{0,12}ICP备.*"
)
TILE_START = re.compile(r"[•·*\-]?\s*立即咨询")
TILE_HEADING = re.compile(r"投资[\u4e00-\u9fff]{2,8}")
LONGEST_TILE = 6


@dataclass
class FramedPage:
    """What the head and the body of a page say; empty where the page is silent."""

    title: str = ""
    site_name: str = ""
    column_name: str = ""
    published_on: datetime.date | None = None
    paragraphs: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def remove_frame(lines: list[str]) -> FramedPage:
    """The article of a page given as non-empty lines; see the module's four rules."""
    lines = _joined_meta(lines)
    meta_at = next((i for i, line in enumerate(lines) if is_meta_line(line)), None)
    if meta_at is None:
        return FramedPage(paragraphs=body_of(lines))
    meta, head = lines[meta_at], lines[:meta_at]
    paragraphs = body_of(lines[meta_at + 1 :])
    labels = _take_signature(paragraphs)
    column = META_COLUMN.search(meta)
    crumbs = next((c for c in map(crumbs_of, head) if len(c) > 1), [])
    return FramedPage(
        title=_title_of(head, crumbs),
        site_name=crumbs[0] if crumbs else "",
        column_name=column[1] if column else "",
        published_on=date_of(meta),
        paragraphs=paragraphs,
        labels=labels | _labels_of(meta),
    )


def _joined_meta(lines):
    """`| 招商动态 |` and `2016-12-07` on two lines, as HTML pages have them, become one."""
    pairs = zip(lines, lines[1:], strict=False)
    for index, (line, following) in enumerate(pairs):
        if META_COLUMN.fullmatch(line) and BARE_DATE.fullmatch(following):
            return [*lines[:index], line + following, *lines[index + 2 :]]
    return lines


def crumbs_of(line: str) -> list[str]:
    """["站点", "栏目", "标题"] from a breadcrumb; one part for any other line."""
    return [part.strip() for part in CRUMB_SPLIT.split(line)]


def is_meta_line(line: str) -> bool:
    return bool(len(line) <= LONGEST_META_LINE and META_START.match(line) and DATE.search(line))


def date_of(line: str) -> datetime.date | None:
    """The first date of a line, or None if it has none that exists."""
    found = DATE.search(line)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def body_of(lines: list[str]) -> list[str]:
    """The lines before the first frame line, without the heading of the tiles just above it."""
    end = next((i for i, line in enumerate(lines) if FRAME_LINES.fullmatch(line)), len(lines))
    if end < len(lines) and TILE_START.fullmatch(lines[end]):
        for start in range(max(0, end - LONGEST_TILE), end):
            if TILE_HEADING.fullmatch(lines[start]):
                return lines[:start]
    return lines[:end]


def _title_of(head, crumbs):
    if crumbs and crumbs[-1] in head:
        return crumbs[-1]
    plain = [line for line in head if len(crumbs_of(line)) == 1]
    return plain[-1] if plain else (crumbs[-1] if crumbs else "")


def _labels_of(line):
    found = {name: pattern.search(line) for name, pattern in LABELS.items()}
    return {name: match[1] for name, match in found.items() if match}


def _take_signature(paragraphs):
    """Remove closing lines such as （责任编辑：某某） from the body and return what they say."""
    labels = {}
    while paragraphs and SIGNATURE.fullmatch(paragraphs[-1]):
        labels |= _labels_of(paragraphs.pop())
    return labels
