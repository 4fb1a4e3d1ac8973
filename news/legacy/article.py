"""A saved page becomes the fields of an article, with notes on what a person must check.

Nothing is certain by itself: title, day and text are each settled from what several places of the
page say, and an article without notes is one where all three are certain and no trace of damage
stands in them.
"""

import datetime
import html
import re
from dataclasses import dataclass, field

from news.legacy import confidence as sureness
from news.legacy import declared as markup
from news.legacy.charset import Unreadable
from news.legacy.damage import damage_notes, is_misread
from news.legacy.evidence import Evidence, Fact, settle
from news.legacy.framed_page import FramedPage, remove_frame
from news.legacy.head import can_be_title
from news.legacy.head_labels import OWN_SITE
from news.legacy.lines import place_of, source_of
from news.legacy.markup import Declared
from news.legacy.publisher import PRINTED, paper_in
from news.legacy.readings import is_annotated
from news.legacy.titles import declared_titles, settle_title
from news.legacy.typography import HAN, restore

LONGEST_TITLE = 100
LONGEST_BODY = 100_000
LONGEST_SOURCE = 60
PROVISIONAL_TITLE = 28
OLDEST_YEAR = 1990
KIND = re.compile(r"【([^【】]{1,10})】\s*(.+)", re.DOTALL)
SENTENCE_END = re.compile(r"[。！？]")
EVENT = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")


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
    subtitle: str = ""
    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # What was used: (标题, 发布日期上方一行), …; of no weight for the comparison of two articles.
    taken_from: list[tuple[str, str]] = field(default_factory=list, compare=False)
    # By the names of news.legacy.confidence, in hundredths; fields that are not there have none.
    confidences: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def body(self) -> str:
        return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in self.paragraphs)


def parse(
    lines: list[str], *, today: datetime.date, declared: Declared | None = None
) -> LegacyArticle:
    """The article on a page given as non-empty lines; raises Unreadable if it holds none."""
    declared = declared or Declared()
    page = remove_frame(lines, titles=declared_titles(declared))
    if not any(HAN.search(line) or is_misread(line) for line in page.paragraphs):
        raise Unreadable("找不到中文正文。")
    if sum(map(len, page.paragraphs)) > LONGEST_BODY:
        raise Unreadable("正文超过 10 万字，不像一篇文章。")
    title, source = settle_title(page, declared), settle_source(page, declared)
    date = settle_date(page, declared, today)
    damage = damage_notes([str(title.value or ""), *map(source_of, page.paragraphs)])
    paragraphs, shown = page.paragraphs, str(title.value or "")
    if not is_annotated("\n".join([shown, *paragraphs])):
        # Restoring marks would destroy the traces by which a rewritten text can be repaired.
        paragraphs, shown = [restore(line) for line in paragraphs], restore(shown)
    kind, shown = split_kind(shown or provisional_title(paragraphs))
    article = LegacyArticle(
        title=shown[:LONGEST_TITLE],
        kind=kind,
        column_name=page.column_name or markup.column_name(declared),
        published_on=date.value,
        event_on=event_date(paragraphs, date.value) if date.value else None,
        source=str(source.value or "")[:LONGEST_SOURCE],
        author=(page.labels.get("author") or markup.author(declared))[:40],
        responsible_editor=page.labels.get("responsible_editor", "")[:40],
        subtitle=page.subtitle[:LONGEST_TITLE],
        paragraphs=paragraphs,
        notes=_doubts(title, date, source) + page.doubts + damage,
        taken_from=_taken_from(title, date, source),
    )
    article.confidences = _confidences(article, page, damage, (title, date, source))
    return article


def settle_date(page: FramedPage, declared: Declared, today: datetime.date) -> Fact:
    """The day of publication, of what head and markup say; days that cannot be are no evidence."""
    found = [*page.dates, *markup.dates(declared)]
    return settle([e for e in found if is_plausible(e.value, today)], name="发布日期")


def settle_source(page: FramedPage, declared: Declared) -> Fact:
    """Who published it; 本站 means the site, and a page that names nobody is its site's own."""
    site = page.site_name or markup.site_name(declared)
    labelled = page.labels.get("source", "")
    found = [Evidence(labelled, "“来源”")] if labelled else []
    found += markup.sources(declared)
    own = [e for e in found if OWN_SITE.fullmatch(str(e.value))]
    found = [e for e in found if e not in own]
    if page.publisher and (not found or page.publisher in [str(e.value) for e in found]):
        found.append(Evidence(page.publisher, "日期旁的名称", is_clear=False))
    if not found and any(date.place == PRINTED for date in page.dates):
        paper = paper_in(markup.title_parts(declared))
        found = [Evidence(paper, "报纸名称")] if paper else []
    if found:
        return settle(found, name="来源")
    return Fact(site, "网站名称") if site else Fact()


def is_plausible(date: datetime.date | None, today: datetime.date) -> bool:
    """Whether a page of the web can bear this date."""
    return date is not None and date.year >= OLDEST_YEAR and date <= today


def _doubts(title: Fact, date: Fact, source: Fact) -> list[str]:
    notes = []
    if title.value is None:
        notes.append("页面没有标题，暂用正文首句。")
    elif len(str(title.value)) > LONGEST_TITLE:
        notes.append("标题超过 100 字，已截短。")
    if date.value is None:
        notes.append("页面没有可信的发布日期。")
    if source.value is None:
        notes.append("页面没有注明来源。")
    return notes + [fact.doubt for fact in (title, date, source) if fact.doubt]


def _confidences(article, page, damage, facts):
    title, date, source = map(sureness.of_fact, facts)
    said = {"kind": article.kind, "subtitle": article.subtitle, "author": article.author}
    body = sureness.of_body(
        is_damaged=bool(damage),
        is_doubted=bool(page.doubts),
        is_in_own_element=any(place_of(line).container for line in page.paragraphs),
    )
    found = {"title": title or sureness.GUESSED, "date": date, "source": source, "body": body}
    return found | {name: sureness.SAID for name, value in said.items() if value}


def _taken_from(title: Fact, date: Fact, source: Fact) -> list[tuple[str, str]]:
    facts = (("标题", title), ("发布日期", date), ("来源", source))
    return [(name, fact.place) for name, fact in facts if fact.place]


def split_kind(title: str) -> tuple[str, str]:
    """("会议", "座谈会召开") from 【会议】座谈会召开; the kind is empty if the title has none."""
    found = KIND.fullmatch(title)
    return (found[1].strip(), found[2].strip()) if found else ("", title)


def provisional_title(paragraphs: list[str]) -> str:
    """The first sentence of the body, at most 28 characters."""
    first = next((line for line in paragraphs if can_be_title(line)), paragraphs[0])
    return SENTENCE_END.split(first)[0][:PROVISIONAL_TITLE].strip()


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
