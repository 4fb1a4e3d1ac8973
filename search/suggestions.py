"""What to offer while a reader is typing: names and titles of published things."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from search.executor import Executor
from search.models import SearchEntry, SearchTerm
from search.pinyin_queries import LETTERS, read_runs
from search.place_names import NO_PLACE, PLACE_NAMES
from search.planner import Planner
from search.scopes import SubtreeScope
from search.snippets import Part, marked
from search.tokenizer import MAX_QUERY_LENGTH, RUN, normalise
from search.tsquery import MAX_WORDS, Query, Word

Type = SearchEntry.Type
# Places before papers.
ORDER = [Type.PARK, Type.LISTING, Type.POLICY, Type.PAGE, Type.ARTICLE]
# Single letters begin too many words.
PREFIX = re.compile(r"[a-z0-9][a-z0-9.\-]{1,29}")
TERMS = 12


@dataclass(frozen=True)
class Suggestion:
    """A title in parts, the hit marked; its type and its address on the reader's site."""

    parts: list[Part]
    type: SearchEntry.Type
    url: str

    @property
    def text(self):
        return "".join(part.text for part in self.parts)


def suggest(site, text, limit=8) -> list[Suggestion]:
    """Published names and titles that begin with, hold or sound like `text`, the best first.

    Never raises; [] for a text without a word. Two queries, up to four when it holds letters.
    """
    query = partial_query(text)
    planner = Planner(cap=limit)
    executor = Executor(query, SubtreeScope(site), timezone.now(), planner=planner)
    condition, share = query.in_head(), query.share(planner.frequencies)
    found = executor.run_for(condition, condition, share)
    ids = [pk for kind in found.values() for pk in kind.ids[:limit]]
    entries = SearchEntry.objects.published().filter(pk__in=ids).defer("vector", "body")
    best = sorted(entries, key=lambda entry: _rank(entry, query))
    distinct = {(entry.type, entry.title): entry for entry in reversed(best)}
    chosen = sorted(distinct.values(), key=lambda entry: _rank(entry, query))[:limit]
    words = [form for word in query.words for form in (word.text, *word.terms())]
    return [
        Suggestion(marked(entry.title, words), Type(entry.type), entry.url_on(site))
        for entry in chosen
    ]


def partial_query(text: str) -> Query:
    """A text of which the last word may be unfinished: its runs are looked for uncut."""
    runs = RUN.findall(normalise(text[:MAX_QUERY_LENGTH]))[:MAX_WORDS]
    terms = _terms_beginning_with({run for run in runs if PREFIX.fullmatch(run)})
    readings = {run: [(tuple(words),)] for run, words in terms.items() if words}
    unread = {run for run in terms if run not in readings and LETTERS.fullmatch(run)}
    readings |= read_runs(unread) if unread else {}
    places = PLACE_NAMES.of(runs)
    words = (Word(r, tuple(readings.get(r, ())), place=places.get(r, NO_PLACE)) for r in runs)
    return Query(text, tuple(words))


def _terms_beginning_with(prefixes) -> dict[str, list[str]]:
    """{prefix: words that begin so, or whose pinyin or initials do}, the commonest first."""
    if not prefixes:
        return {}
    begins = Q()
    for prefix in prefixes:
        for name in ("word", "pinyin", "initials"):
            begins |= Q(**{f"{name}__startswith": prefix})
    rows = SearchTerm.objects.filter(begins).order_by("-entries", "word")
    found: dict[str, dict] = {prefix: {} for prefix in prefixes}
    for word, *forms in rows.values_list("word", "pinyin", "initials")[:200]:
        for prefix in prefixes:
            if any(form.startswith(prefix) for form in (word, *forms)):
                found[prefix][word] = None
    return {prefix: list(words)[:TERMS] for prefix, words in found.items()}


def _rank(entry, query):
    """Names that begin with the text first, then those that hold it, then those that sound so."""
    begins = f"\n{query.normal}" in entry.head
    holds = all(word.text in entry.head for word in query.words)
    sounds = any(f"\n{term}" in entry.head for word in query.words for term in word.terms())
    kind = ORDER.index(entry.type)
    return (not begins, not holds, not sounds, kind, -entry.dated_on.toordinal(), -entry.pk)
