"""A saved page becomes the fields of an article, with notes on what a person must check."""

import datetime
import html
import re
from dataclasses import dataclass, field

from news.legacy.framed_page import FramedPage, remove_frame
from news.legacy.reader import Unreadable
from news.legacy.typography import HAN, restore

LONGEST_TITLE = 100
LONGEST_BODY = 100_000
PROVISIONAL_TITLE = 28
OLDEST_YEAR = 1990
KIND = re.compile(r"【([^【】]{1,10})】\s*(.+)", re.DOTALL)
SENTENCE_END = re.compile(r"[。！？]")
EVENT = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
# 會(huì): a reading with a tone after a character, the trace of a rewriting kit.
READING = re.compile(r"[\u4e00-\u9fff]\([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}\)")
FEWEST_READINGS = 3
# What GBK makes of UTF-8 that was already lost, and the mark of the loss itself.
LOST_TEXT = re.compile("锟斤拷|\ufffd")


@dataclass
class LegacyArticle:
    """Fields of an Article; `notes` (Chinese sentences) say why a person must look at it."""

    title: str
    kind: str = ""
    column_name: str = ""
    published_on: datetime.date | None = None
    event_on: datetime.date | None = None
    source: str = ""
    author: str = ""
    responsible_editor: str = ""
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in self.paragraphs)


def parse(lines: list[str], *, today: datetime.date) -> LegacyArticle:
    """The article on a page given as non-empty lines; raises Unreadable if it holds none."""
    page = remove_frame(lines)
    if not any(HAN.search(line) for line in page.paragraphs):
        raise Unreadable("找不到中文正文。")
    if sum(map(len, page.paragraphs)) > LONGEST_BODY:
        raise Unreadable("正文超过 10 万字，不像一篇文章。")
    known_date = page.published_on if is_plausible(page.published_on, today) else None
    notes = _doubts(page, known_date)
    if any(LOST_TEXT.search(line) for line in (page.title, *page.paragraphs)):
        notes.append("文字有丢失（乱码），请找原文补齐。")
    if is_rewritten(page.paragraphs):
        # Restoring marks would destroy the traces by which such a text can be repaired.
        notes.append("正文夹有拼音注音，疑似被改写过，须人工修复。")
        paragraphs, title = page.paragraphs, page.title
    else:
        paragraphs, title = [restore(line) for line in page.paragraphs], restore(page.title)
    kind, title = split_kind(title or provisional_title(paragraphs))
    return LegacyArticle(
        title=title[:LONGEST_TITLE],
        kind=kind,
        column_name=page.column_name,
        published_on=known_date,
        event_on=event_date(paragraphs, known_date) if known_date else None,
        source=page.labels.get("source") or page.site_name[:60],
        author=page.labels.get("author", ""),
        responsible_editor=page.labels.get("responsible_editor", ""),
        paragraphs=paragraphs,
        notes=notes,
    )


def is_plausible(date: datetime.date | None, today: datetime.date) -> bool:
    """Whether a page of the web can bear this date."""
    return date is not None and date.year >= OLDEST_YEAR and date <= today


def _doubts(page: FramedPage, known_date) -> list[str]:
    notes = []
    if not page.title:
        notes.append("页面没有标题，暂用正文首句。")
    if len(page.title) > LONGEST_TITLE:
        notes.append("标题超过 100 字，已截短。")
    if known_date is None:
        notes.append("页面没有可信的发布日期。")
    if not page.labels.get("source") and not page.site_name:
        notes.append("页面没有注明来源。")
    return notes


def split_kind(title: str) -> tuple[str, str]:
    """("会议", "座谈会召开") from 【会议】座谈会召开; the kind is empty if the title has none."""
    found = KIND.fullmatch(title)
    return (found[1].strip(), found[2].strip()) if found else ("", title)


def provisional_title(paragraphs: list[str]) -> str:
    """The first sentence of the body, at most 28 characters."""
    return SENTENCE_END.split(paragraphs[0])[0][:PROVISIONAL_TITLE].strip()


def event_date(paragraphs: list[str], published_on: datetime.date) -> datetime.date | None:
    """The first 12月5日 of the body, in the page's year or the one before, never after the page."""
    found = EVENT.search("\n".join(paragraphs))
    if found is None:
        return None
    year, month, day = found.groups()
    years = [int(year)] if year else [published_on.year, published_on.year - 1]
    for candidate in years:
        try:
            date = datetime.date(candidate, int(month), int(day))
        except ValueError:
            continue
        if date <= published_on:
            return date
    return None


def is_rewritten(paragraphs: list[str]) -> bool:
    """Whether the text carries toned readings in brackets, as pages of hijacked domains do."""
    readings = (reading for line in paragraphs for reading in READING.finditer(line))
    return sum(1 for _ in zip(range(FEWEST_READINGS), readings, strict=False)) == FEWEST_READINGS
