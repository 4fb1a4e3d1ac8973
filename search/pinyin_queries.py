"""Latin runs of a query read as pinyin or initials of words that titles hold: one query."""

import re
from functools import cache

from search.models import SearchTerm
from search.tokenizer import query_words

LETTERS = re.compile(r"[a-z]{2,30}")
TERMS = 8  # words kept for each piece of a run
ROWS = 400


def sounds_of(text: str) -> dict[str, list]:
    """{run: ways to read it}: a way is a tuple of pieces, a piece the words it may stand for.

    geermuyanhu → (("格尔木",), ("盐湖", "沿湖")). Runs written apart, as in ge er mu, are also read
    as one.
    {} when the text holds no such run; then no query either.
    """
    words = query_words(text)
    runs = {word for word in words if LETTERS.fullmatch(word)}
    joined = "".join(words)
    if len(words) > 1 and len(runs) == len(words) and LETTERS.fullmatch(joined):
        runs.add(joined)
    return read_runs(runs) if runs else {}


def read_runs(runs: set[str]) -> dict[str, list]:
    """The same for runs of letters in hand."""
    pieces = {run[i:j] for run in runs for i in range(len(run)) for j in range(i + 2, len(run) + 1)}
    terms: dict[str, dict] = {}
    found = SearchTerm.objects.sounding(sorted(pieces)).values_list("word", "pinyin", "initials")
    exact, short = [], []
    for word, pinyin, initials in found[:ROWS]:
        exact.append((pinyin, word))
        short.append((initials, word))
    for sound, word in (*exact, *short):
        if sound in pieces:
            terms.setdefault(sound, {})[word] = None
    known = {sound: tuple(words)[:TERMS] for sound, words in terms.items()}
    return {run: way for run in runs if (way := _ways(run, known))}


def _ways(run, known):
    """The readings in fewest pieces: the longest words say most."""

    @cache
    def rest(start):
        if start == len(run):
            return ((),)
        ways = [
            (run[start:end], *way)
            for end in range(len(run), start + 1, -1)
            if run[start:end] in known
            for way in rest(end)
        ]
        fewest = min(map(len, ways), default=0)
        return tuple(way for way in ways if len(way) == fewest)[:2]

    return [tuple(known[piece] for piece in way) for way in rest(0)]
