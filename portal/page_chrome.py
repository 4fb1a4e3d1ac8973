"""Everything around a page's own content: navigation, tiles, links, consult card."""

import copy
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial

from django.db import DatabaseError, InterfaceError
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from core.outages import LastKnown, noticing_stand_ins
from finding.facet_counts import kinds_on_offer
from leads.models import Topic
from news.models import Article, SitePage
from parks.landing_pages import LANDINGS
from parks.models import ListingIndex
from policies.models import Policy
from portal.entrances import leading_somewhere, url_of
from regions.models import MenuItem, Site

NAVIGATION = (
    ("找空间", "listing_list", "listings land factories warehouses offices map compare shortlist"),
    ("园区", "park_list", "parks"),
    ("政策", "policy_list", "policies"),
    ("动态", "article_list", "news"),
    ("指南", "guide", "guide"),
    ("问专员", "consult", "consult"),
)
FOOTER = MenuItem.Place.FOOTER
GUIDE_LENGTH = 6
# By what a tile leads to.
KINDS_BEHIND = {
    "land": (["land"], "宗在架"),
    "factories": (["factory", "warehouse"], "处在架"),
    "warehouses": (["warehouse"], "处在架"),
    "offices": (["office"], "处在架"),
}
CATEGORIES_BEHIND = ("enterprise", "funding", "talent")


def section_of(path):
    """The view that an address below /<site>/ belongs to; empty for none of them."""
    word = "".join(path.split("/")[2:3])
    return next((name for _, name, words in NAVIGATION if word in words.split()), "")


@dataclass(frozen=True)
class Link:
    """What a template needs to draw a link."""

    label: str
    url: str
    is_current: bool = False
    rel: str = ""


@dataclass(frozen=True)
class Tile:
    """One of the six entrances, with what is behind it right now."""

    title: str
    summary: str
    icon: str
    url: str
    consult_url: str
    count_label: str


def _friend_link(link):
    """None for a site that is not live."""
    if link.to_site is None:
        return Link(link.name, link.url, rel="nofollow noopener noreferrer")
    return Link(link.name, link.to_site.get_absolute_url()) if link.to_site.is_live else None


def _rel_of(url):
    return "" if url.startswith("/") else "nofollow noopener noreferrer"


LAST_KNOWN = LastKnown()


def chrome_part(read=None, *, at_first=None):
    """Read once a page; while its table is locked or the database away, as it was last seen.

    So that the form of an enquiry does not wait for the counts around it, nor fail in a process
    that has not seen them yet where `at_first` says what can stand there instead.
    """
    if read is None:
        return partial(chrome_part, at_first=at_first)
    name = read.__name__

    def part(chrome):
        if name in chrome.parts:
            return chrome.parts[name]
        with noticing_stand_ins() as stand_ins:
            value = chrome.last_known.get((chrome.site.pk, name), lambda: read(chrome), at_first)
        if not stand_ins.were_used:  # else whoever keeps what it stands in has to be told as well
            chrome.parts[name] = value
        return value

    return property(part)


class PageChrome:
    """Lazily assembled; each part costs at most one query and only when a template asks.

    Of the request it knows one thing: the `section` of the site that is read.
    """

    def __init__(self, request, site):
        self.site = site
        self.section = section_of(request.path)
        self.parts = {}
        # What is only typed yet must not stand in for what is stored (portal.site_preview).
        is_typed = getattr(request, "is_site_preview", False)
        self.last_known = LastKnown() if is_typed else LAST_KNOWN

    def seen_from(self, section):
        """The same from another section; what was read stands for both."""
        chrome = copy.copy(self)
        chrome.section = section
        return chrome

    def _url(self, name, query=""):
        return reverse(name, args=[self.site.slug]) + query

    def _page(self, slug):
        return reverse("page_detail", args=[self.site.slug, slug])

    @property
    def nav(self):
        """What the office has put into the main menu, else the usual entries."""
        with suppress(DatabaseError, InterfaceError):  # a page that says so has a menu, too
            if own := self._menu(MenuItem.Place.MAIN):
                urls = [url for _, url in own]
                current = self._current_of(urls)
                return [Link(label, url, url == current, _rel_of(url)) for label, url in own]
        return [
            Link(label, self._url(name), is_current=name == self.section)
            for label, name, _ in NAVIGATION
        ]

    def _menu(self, place):
        """[(label, address)] of one place, in order."""
        found = []
        for what, key, label, *_ in self._short_lists:
            kind, _, target = what.partition(" ")
            if kind == place:
                item = MenuItem(site=self.site, target=target, target_key=key)
                found.append((label, url_of(item)))
        return found

    def _current_of(self, urls):
        """The first that leads into the section that is read: a menu has one current entry."""
        inside = (url for url in urls if self.section and section_of(url) == self.section)
        return next(inside, None)

    @chrome_part(at_first={})
    def listing_counts(self):
        """{"land": 12, …}: published and still to be had, by kind."""
        return kinds_on_offer(self.site.region)

    @chrome_part(at_first={*LANDINGS})
    def kinds_offered(self):
        """Kinds of which the site has anything to show, counted where the tiles did so."""
        if "listing_counts" in self.parts:
            return {kind for kind, count in self.listing_counts.items() if count}
        return ListingIndex.objects.kinds_present(self.site.region)

    @chrome_part(at_first={})
    def policy_counts(self):
        """{"enterprise": 3, …}: published and in force, by category."""
        in_force = Policy.objects.published().in_force().applying_to(self.site.region)
        return in_force.counts_by_category()

    @cached_property
    def quick_links(self):
        """格尔木土地出租出售 …: hidden where the list is empty."""
        return [
            Link(f"{self.site.short_name}{page.link_noun}出租出售", self._url(page.url_name))
            for kind, page in LANDINGS.items()
            if kind in self.kinds_offered
        ]

    @chrome_part
    def tiles(self):
        active = leading_somewhere(self.site.tiles.filter(is_active=True))
        return [self._tile(tile) for tile in active.order_by("position", "pk")]

    def _tile(self, tile):
        return Tile(
            title=tile.title,
            summary=tile.summary,
            icon=tile.icon,
            url=url_of(tile),
            consult_url=self._url("consult", f"?topic={tile.topic_slug}&tile={tile.pk}"),
            count_label=self._count_label(tile.target),
        )

    def _count_label(self, target):
        """What is behind it right now, in words; a count of nothing says nothing."""
        if target in KINDS_BEHIND:
            kinds, unit = KINDS_BEHIND[target]
            count = sum(self.listing_counts.get(kind, 0) for kind in kinds)
            return f"{count} {unit}" if count else ""
        if target not in CATEGORIES_BEHIND:
            return ""
        count = self.policy_counts.get(target, 0)
        return f"{count} 项有效" if count else ""

    @chrome_part
    def neighbours(self):
        sites = Site.objects.neighbours(self.site).order_by("region__path")
        return [Link(site.name, site.get_absolute_url()) for site in sites]

    @chrome_part
    def friend_links(self):
        """Hand-kept links; a site that already stands among the neighbours is not repeated."""
        shown = {link.url for link in self.neighbours}
        active = self.site.friend_links.filter(is_active=True).select_related("to_site")
        links = map(_friend_link, active.order_by("position", "pk"))
        return [link for link in links if link is not None and link.url not in shown]

    @chrome_part
    def _short_lists(self):
        """(what, slug, name) of topics, standing pages and menus in order: small tables, one query.

        Of a menu `what` is its place and target: main land, footer column.
        """
        columns = ("what", "slug", "label", "position", "pk")
        topics = Topic.objects.filter(is_active=True).annotate(what=Value("topic"))
        pages = SitePage.objects.published().filter(site=self.site).annotate(what=Value("page"))
        rows = topics.annotate(label=F("name")).values_list(*columns)
        menu = leading_somewhere(self.site.menu_items.filter(is_active=True))
        menu = menu.annotate(what=Concat("place", Value(" "), "target"), slug=F("target_key"))
        rows = rows.union(
            pages.annotate(label=F("title")).values_list(*columns),
            menu.annotate(label=F("title")).values_list(*columns),
        )
        return [row[:3] for row in rows.order_by("position", "pk")]

    @cached_property
    def topics(self):
        return [
            Link(label, self._url("consult", f"?topic={slug}"))
            for what, slug, label in self._short_lists
            if what == "topic"
        ]

    @chrome_part
    def guide(self):
        """The first steps of the guide; a template hides the box when there are none."""
        guides = self.site.columns.filter(is_guide=True)
        steps = Article.objects.published().earliest_of(guides, GUIDE_LENGTH)
        return list(steps.select_related("column__site")[:GUIDE_LENGTH])

    @property
    def consult_prompt(self):
        return self.site.consult_prompt

    @cached_property
    def consult_url(self):
        return self._url("consult")

    @cached_property
    def status_url(self):
        return self._url("lead_status")

    @cached_property
    def footer_links(self):
        """Standing pages that exist, then what every site has."""
        return [
            *(
                Link(label, reverse("page_detail", args=[self.site.slug, slug]))
                for what, slug, label in self._short_lists
                if what == "page"
            ),
            *(Link(label, url, rel=_rel_of(url)) for label, url in self._menu(FOOTER)),
            Link("网站地图", self._url("site_map")),
            Link("RSS 订阅", self._url("article_feed")),
            Link("开放数据", reverse("api_docs")),
        ]

    @property
    def statistics_url(self):
        """The page that says where figures come from; empty while there is none."""
        has_page = any(
            what == "page" and slug == "statistics" for what, slug, _ in self._short_lists
        )
        return reverse("page_detail", args=[self.site.slug, "statistics"]) if has_page else ""
