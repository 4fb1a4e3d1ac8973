"""Latin runs of a query read as pinyin or initials of words that titles hold: one query."""

import re
from functools import cache

from search.models import SearchTerm
from search.tokenizer import query_words

LETTERS = re.compile(r"[a-z]{2,30}")
TERMS = 8  # words kept for each piece of a run
ROWS = 400


def readings_of(text: str) -> dict[str, list]:
    """{run: its readings}: a tuple of pieces each, a piece being the words it may stand for.

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
    return {run: found for run in runs if (found := _readings(run, known))}


def _readings(run, known):
    """The readings in fewest pieces: the longest words say most."""

    @cache
    def rest(start):
        if start == len(run):
            return ((),)
        readings = [
            (run[start:end], *reading)
            for end in range(len(run), start + 1, -1)
            if run[start:end] in known
            for reading in rest(end)
        ]
        fewest = min(map(len, readings), default=0)
        return tuple(reading for reading in readings if len(reading) == fewest)[:2]

    return [tuple(known[piece] for piece in reading) for reading in rest(0)]
