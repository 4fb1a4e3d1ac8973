"""One reader's search: counts, groups, facets and pages. The only place that asks the index."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import BooleanField, prefetch_related_objects
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.text_folding import printable
from search.executor import ORDERS, Executor
from search.held_words import words_held
from search.models import SearchEntry
from search.pinyin_queries import readings_of
from search.place_names import PLACE_NAMES
from search.planner import PLANNER
from search.scopes import SCOPES
from search.snippets import marked, snippet
from search.synonyms import SYNONYMS
from search.tokenizer import HAN, MAX_QUERY_LENGTH, normalise, query_words
from search.tsquery import VOLTS, Query

Type = SearchEntry.Type
GROUP_SIZE = 4
# Among types whose best hits are as good: places before papers.
PLACES_FIRST = [Type.PARK, Type.LISTING, Type.POLICY, Type.PAGE, Type.ARTICLE]
PER_PAGE = 20
CHOSEN = 1.6  # what being asked for by name counts: less than a title that is the query
# A word that says which type is meant, and need not be held where other words are.
TYPE_WORDS = {
    "政策": Type.POLICY,
    "园区": Type.PARK,
    "产业园": Type.PARK,
    "新闻": Type.ARTICLE,
    "动态": Type.ARTICLE,
}


def names_type(word) -> Type | None:
    """The type that this whole word names: 政策, zhengce, policies; 工业园 is part of a name."""
    names = (word.text,) if HAN.match(word.text) else word.synonyms
    return next(filter(None, map(TYPE_WORDS.get, names)), None)


def clean_query(raw: str) -> str:
    """What the reader typed, in one line, printable, of bounded length."""
    shown = printable(raw[: MAX_QUERY_LENGTH * 5])
    return " ".join(shown.split())[:MAX_QUERY_LENGTH].strip()


@dataclass(frozen=True)
class Hits:
    """How many were found, or the cap and that there are more."""

    number: int
    is_capped: bool = False

    def __str__(self):
        return f"{self.number:,}+" if self.is_capped else f"{self.number:,}"


@dataclass(frozen=True)
class Group:
    """The first hits of one type and how many there are in all."""

    type: Type
    hits: Hits
    entries: list


class Facet(NamedTuple):
    """One column or category of a type: the value for `facet=`, its name, its hits."""

    value: str
    label: str
    hits: Hits


class Search:
    """What `text` finds among the published entries that `site` shows.

    scope: "subtree" (default), the site's own pages, its region and everything below, and what
        the regions above let reach down; "site", the same without the regions below; "all",
        every entry that any live site shows; then `site` may be None, the network itself.
    since, until: dates, both inclusive, None for no bound.
    facet: a value of `facets(kind)`; narrows everything, so ask for `page(kind, …)` with it.
    order: "relevance" (default) or "newest".
    planner: up to how many hits of a type are counted and put in order, and how they are found.
    Raises ValueError for another scope or order.

    A word that names a type (政策) chooses that one and need not be held beside others. Where
    nothing holds all words, those that nothing holds are dropped, else what holds at least half of
    them is found (up to three queries more).

    Entries come with `url`, `title_parts`, `body_parts` (lists of search.snippets.Part), `missing`
    (words that it does not hold) and `place`: the name of the region whose site the url leads to,
    "" when it is this site.
    """

    def __init__(
        self,
        site,
        text,
        *,
        scope="subtree",
        since=None,
        until=None,
        facet="",
        order="relevance",
        planner=PLANNER,
    ):
        if scope not in SCOPES or order not in ORDERS:
            raise ValueError(f"scope {scope!r}, order {order!r}")
        self.site = site
        self.text = text
        self.scope = scope
        self.since, self.until = since, until
        self.facet = facet
        self.order = order
        self.planner = planner
        self.words = query_words(text)

    @cached_property
    def query(self) -> Query:
        """The text as the index is asked. One query when it holds letters, else none."""
        text = VOLTS.sub("kv", SYNONYMS.spelt_out(normalise(self.text)))
        words = query_words(text)
        text = text if words != self.words else self.text
        around = () if self.scope == "all" else self.site.region.lineage()
        places = PLACE_NAMES.of([*words, "".join(words)], around)
        return Query.of(text, readings_of(text), SYNONYMS.named, places)

    @cached_property
    def chosen(self) -> Type | None:
        """The type that a word of the query names."""
        ends = (
            name
            for word in self.query.words
            for name in TYPE_WORDS
            if word.text.endswith(name) or names_type(word) == TYPE_WORDS[name]
        )
        return next(map(TYPE_WORDS.get, ends), None)

    @property
    def is_partial(self) -> bool:
        """Whether what was found holds only some of the words."""
        return self._answer[1]

    @cached_property
    def counts(self) -> dict:
        """{Type.POLICY: Hits(3), …}: types that have hits, in the order of Type. One query."""
        return {Type(kind): self._capped(found.number) for kind, found in self._found.items()}

    def _capped(self, number):
        cap = self.planner.cap
        return Hits(min(number, cap), is_capped=number > cap)

    @property
    def total(self):
        number = sum(hits.number for hits in self.counts.values())
        if any(hits.is_capped for hits in self.counts.values()):
            return Hits(min(number, self.planner.cap), is_capped=True)
        return Hits(number)

    def facets(self, kind) -> list[Facet]:
        """The columns or categories that hold hits of this type, the fullest first. One query.

        Counted among the hits that are kept: where the type's own count is capped, so are these.
        """
        found = self._found.get(kind)
        if found is None:
            return []
        counted = Counter(value for value in found.facets if value)
        labels = dict(
            SearchEntry.objects.filter(pk__in=found.one_of_each()).values_list(
                "facet", "facet_label"
            )
        )
        return [
            Facet(value, labels.get(value) or value, Hits(number, self.counts[kind].is_capped))
            for value, number in counted.most_common()
        ]

    def groups(self):
        """The best hits of each type, the type with the best hit first. One query, one more for
        policies.
        """
        wanted = {kind: found.ids[:GROUP_SIZE] for kind, found in self._found.items()}
        entries = self._entries([pk for ids in wanted.values() for pk in ids])
        groups = [
            Group(Type(kind), self.counts[kind], [entries[pk] for pk in ids if pk in entries])
            for kind, ids in wanted.items()
        ]
        best = {kind: round(found.closeness, 3) for kind, found in self._found.items()}
        if self.chosen in best:
            best[self.chosen] += CHOSEN
        full = [group for group in groups if group.entries]
        return sorted(full, key=lambda group: (-best[group.type], PLACES_FIRST.index(group.type)))

    def page(self, kind, number):
        """A page of one type's hits, no further than the ranked ones."""
        found = self._found.get(kind)
        page = Paginator(found.ids if found else [], PER_PAGE).get_page(number)
        entries = self._entries(page.object_list)
        page.object_list = [entries[pk] for pk in page.object_list if pk in entries]
        return page

    @cached_property
    def _scope(self):
        return SCOPES[self.scope](self.site)

    @property
    def _found(self):
        return self._answer[0]

    @cached_property
    def _answer(self):
        """({type: Found}, whether only some of the words are held)."""
        type_words = [word for word in self.query.words if names_type(word)]
        is_alone = len(type_words) == len(self.query.words)
        asked = self.query if is_alone else self.query.without(type_words)
        if found := self._executor(asked).run():
            return found, False
        if type_words and not is_alone and (found := self._executor(self.query).run()):
            return found, False
        return self._some_of(asked), True

    def _some_of(self, asked):
        """What holds all words that anything holds, compounds also in their parts; else half."""
        # One word alone has just been looked for.
        held, parts = self._held(asked) if len(asked.words) > 1 else [], asked
        if len(held) < len(asked.words):
            unheld = [word for word in asked.words if word not in held]
            parts = asked.in_parts(unheld, SYNONYMS.named)
            parts = parts.without([word for word in parts.words if names_type(word)])
            held = self._held(parts) if parts.words != asked.words else held
        if not held:
            return {}
        left = parts.without([word for word in parts.words if word not in held])
        if left.words and left.words != asked.words and (found := self._executor(left).run()):
            return found
        condition = (left if len(left.words) > 1 else asked).half()
        share = asked.widest_share(self.planner.frequencies)
        return self._executor(asked).run_for(condition, condition, share)

    def _held(self, query):
        return words_held(query.words, self._scope, self.planner.frequencies)

    def _executor(self, query):
        return Executor(
            query, self._scope, timezone.now(), since=self.since, until=self.until,
            facet=self.facet, order=self.order, planner=self.planner,
        )  # fmt: skip

    def _entries(self, ids):
        """{pk: entry} with address and marked text; a policy hit also knows its policy's validity.

        Asked for once more whether they are public: the executor may be older than a withdrawal.
        """
        rows = SearchEntry.objects.published().filter(pk__in=ids).defer("vector", "head")
        asked = self.query.words if self.is_partial else ()
        for number, word in enumerate(asked):
            held = RawSQL("vector @@ %s::tsquery", (word.anywhere(),), BooleanField())  # noqa: S611 -- our own condition
            rows = rows.annotate(**{f"holds_{number}": held})
        entries = {entry.pk: entry for entry in self._scope.with_places(rows)}
        terms = [*self.words, *(term for word in self.query.words for term in word.terms())]
        for entry in entries.values():
            place = self._scope.site_for(entry)
            entry.url = entry.url_on(place)
            entry.place = "" if place == self.site else place.region.name
            entry.title_parts = marked(entry.title, terms)
            entry.body_parts = snippet(entry.body, terms)
            entry.missing = [
                word.text for n, word in enumerate(asked) if not getattr(entry, f"holds_{n}")
            ]
        policies = [e for e in entries.values() if e.type == Type.POLICY]
        prefetch_related_objects(policies, "target")
        return entries
