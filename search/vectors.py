"""Search vectors and queries of Chinese text on plain PostgreSQL ('simple' configuration)."""

from django.contrib.postgres.search import Lexeme, SearchQuery, SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from search.cutter import code_tokens, query_words, title_tokens, words

MAX_BODY_WORDS = 4000
MAX_QUERY_WORDS = 12


def vector_expression(document):
    """A tsvector literal: title tokens and codes weigh A, words of the body D."""
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
    tokens = query_words(text)[:MAX_QUERY_WORDS]
    if not tokens:
        return None
    lexeme = Lexeme(tokens[0])
    for token in tokens[1:]:
        lexeme &= Lexeme(token)
    return SearchQuery(lexeme, config="simple")
