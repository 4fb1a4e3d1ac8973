"""The lexemes an entry is filed under, and queries for them ('simple' PostgreSQL, no parser).

Three kinds of lexeme share one GIN index, told apart by a first character that no word contains:

- `厂房`: words of body and title, numbers and codes, pairs of characters of the title;
- `^厂`: what the title, other names and codes hold: single characters, pairs, Latin words;
- `@r632801/policy/2026-11`, `#talent`: facts to filter by, so that one index scan answers the
  whole question.

No lexeme has a weight or position: PostgreSQL never needs to read a vector back to be sure.
"""

import datetime
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from search.common_characters import COMMON
from search.documents import SearchDocument
from search.time_buckets import names_of
from search.tokenizer import HAN, numbers, squeeze, tails, title_tokens, words

# No document of so many different words is known.
MAX_BODY_WORDS = 40_000
# PostgreSQL refuses a vector of a megabyte; beside each lexeme stands where it begins.
MAX_BYTES = 900_000
BYTES_BESIDE = 4
MAX_BYTES_OF_CHARACTER = 4
KEPT_FACTS = 500


def vector_expression(document: SearchDocument, lineage: list[str]):
    """The entry's tsvector; `lineage` are the codes of its region and of those above."""
    return Cast(Value(vector_literal(document, lineage)), SearchVectorField())


def vector_literal(document: SearchDocument, lineage: list[str]) -> str:
    """The same as text, for COPY."""
    names = (document.title, *document.names, *document.codes)
    heads = dict.fromkeys(token for name in names for token in title_tokens(name))
    whole = dict.fromkeys(filter(None, map(squeeze, document.codes)))
    whole.update(dict.fromkeys(tail for code in document.codes for tail in sorted(tails(code))))
    # Common characters are asked for in titles only: in bodies they match almost everything.
    tokens = dict.fromkeys(t for t in heads if len(t) > 1 or not HAN.match(t))
    for name in names:
        tokens.update(dict.fromkeys(words(name)))
    tokens.update(dict.fromkeys(numbers(document.body)))
    found = dict.fromkeys(words(document.body)[:MAX_BODY_WORDS])
    tokens.update(dict.fromkeys(c for token in found for c in telling_characters(token)))
    tokens.update(found)
    facts = fact_tokens(
        document.type, document.facet, document.dated_on,
        places_of(lineage, document.site_slug, reaches_below=document.reaches_below),
    )  # fmt: skip
    named = [*whole, *(f"^{token}" for token in (*heads, *whole))]
    return literal(fitting(dict.fromkeys([*facts, *named, *tokens])))


def fitting(tokens: Collection[str]) -> list[str]:
    """Those that one vector has room for, the first of them first."""
    most = sum(map(len, tokens)) * MAX_BYTES_OF_CHARACTER + len(tokens) * BYTES_BESIDE
    if most <= MAX_BYTES:
        return list(tokens)
    sizes = accumulate(len(token.encode()) + BYTES_BESIDE for token in tokens)
    return [token for token, size in zip(tokens, sizes, strict=True) if size <= MAX_BYTES]


def telling_characters(word: str) -> list[str]:
    """Those that are asked for one by one: 钾 of 氯化钾."""
    return [c for c in word if c not in COMMON and HAN.match(c)]


def places_of(lineage: list[str], site_slug: str, *, reaches_below: bool) -> list[str]:
    """Where an entry is shown: on one site, or wherever its region or one above it is."""
    if site_slug:
        return [OWN, on_site(site_slug)]
    places = [*map(in_region, lineage), just_region(lineage[-1])]
    return [*places, from_above(lineage[-1])] if reaches_below else places


OWN = "own"


def on_site(slug: str) -> str:
    """Pages that live on one site only."""
    return f"s{slug}"


def in_region(adcode: str) -> str:
    """What belongs to a region or to one below it."""
    return f"r{adcode}"


def just_region(adcode: str) -> str:
    return f"x{adcode}"


def from_above(adcode: str) -> str:
    """What a region lets reach the sites below it."""
    return f"v{adcode}"


def fact_tokens(kind: str, facet: str, dated_on: datetime.date, places: list[str]) -> list[str]:
    """Place, type and span of time in one lexeme: a scan reads what is eligible and no more."""
    return list(_fact_tokens(kind, facet, dated_on, tuple(places)))


@lru_cache(maxsize=KEPT_FACTS)
def _fact_tokens(kind, facet, dated_on, places):
    """Kept: many entries share place, type and day."""
    tokens = [fact(place, kind, span) for place in places for span in ("", *names_of(dated_on))]
    tokens += [fact(place) for place in places]
    return [*tokens, facet_fact(facet)] if facet else tokens


def fact(place: str, kind: str = "", span: str = "") -> str:
    return f"@{place}/{kind}/{span}"


def facet_fact(facet: str) -> str:
    return f"#{facet}"


def quoted(token: str) -> str:
    """A lexeme as tsvector and tsquery literals want it."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def literal(tokens: Iterable[str]) -> str:
    """All of them quoted, in a few passes over one text: PostgreSQL's texts hold no NUL."""
    joined = quoted("\0".join(tokens))
    return "" if joined == "''" else joined.replace("\0", "' '")


def all_of(queries: Iterable[str]) -> str:
    return _joined(queries, " & ")


def any_of(queries: Iterable[str]) -> str:
    return _joined(queries, " | ")


def _joined(queries, operator):
    distinct = list(dict.fromkeys(filter(None, queries)))
    return f"({operator.join(distinct)})" if len(distinct) > 1 else "".join(distinct)
