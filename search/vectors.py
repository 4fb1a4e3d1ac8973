"""Search vectors and queries of Chinese text on plain PostgreSQL ('simple' configuration)."""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import Lexeme, SearchQuery, SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from search.cutter import MAX_TOKEN, code_tokens, query_words, run_parts, title_tokens, words

MAX_BODY_WORDS = 4000
MAX_QUERY_WORDS = 12


def vector_expression(document):
    """A tsvector literal: title tokens and codes weigh A, words of the body D.

    All tokens share position 1, which only carries the weight: phrases are not searched.
    """
    tokens = dict.fromkeys(words(document.body)[:MAX_BODY_WORDS], "1D")
    tokens.update(dict.fromkeys(title_tokens(document.title), "1A"))
    for code in document.codes:
        tokens.update(dict.fromkeys(code_tokens(code), "1A"))
    literal = " ".join(f"'{_escape(token)}':{weight}" for token, weight in tokens.items())
    return Cast(Value(literal), SearchVectorField())


def _escape(token: str) -> str:
    return token.replace("\\", "\\\\").replace("'", "''")


def search_query(text: str):
    """All words of the query must be present; None when the query holds no word."""
    return _combined(text, and_)


def rank_query(text: str):
    """For ts_rank, which adds up alternatives; words in `&` weigh nothing without positions."""
    return _combined(text, or_)


def _combined(text, operator):
    tokens = query_words(text)[:MAX_QUERY_WORDS]
    if not tokens:
        return None
    # Single characters are words of titles only: in bodies they would match almost everything.
    weight = "A" if all(len(token) == 1 for token in tokens) else None
    lexemes = [_lexeme(token, weight) for token in tokens]
    return SearchQuery(reduce(operator, lexemes), config="simple")


def _lexeme(token, weight):
    """400-116-9096 is the number without its dashes, or all of its parts."""
    parts = run_parts(token)
    if len(parts) == 1:
        return Lexeme(token[:MAX_TOKEN], weight=weight)
    inside = [Lexeme(part[:MAX_TOKEN]) for part in dict.fromkeys(parts[:MAX_QUERY_WORDS])]
    return Lexeme("".join(parts)[:MAX_TOKEN]) | reduce(and_, inside)
