"""What stands above the hits where a question has one answer: a filtered list, a page of the site.

An app above registers who answers (`register` in AppConfig.ready), the most particular first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from search.results import clean_query


@dataclass(frozen=True)
class Answer:
    """A heading, what was understood in words, and the one way to it."""

    heading: str
    label: str
    url: str
    conditions: tuple[str, ...] = ()
    note: str = ""


Source = Callable[[object, str], Answer | None]
_SOURCES: list[Source] = []


def register(*sources: Source):
    """`source(site, text)` gives an answer or None; asked in the order in which they came."""
    _SOURCES.extend(source for source in sources if source not in _SOURCES)


def answer_to(site, text: str) -> Answer | None:
    """The first answer that anybody has to a reader's text."""
    text = clean_query(text)
    found = (source(site, text) for source in _SOURCES) if text else ()
    return next(filter(None, found), None)
