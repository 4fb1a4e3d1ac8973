"""您是不是要找: what a reader may have meant.

Wrong characters of the same sound (革尔木), one character wrong, missing or too many, one letter
or digit wrong, against the words of titles, names and codes. Such a word may have left the site
since, or never been public on it: only what finds published entries here is offered.
"""

from collections import Counter

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.pinyin import spelt
from search.models import SearchEntry, SearchTerm
from search.models.vocabulary import cut, without_one
from search.scopes import SubtreeScope
from search.tokenizer import HAN, RUN, normalise
from search.tsquery import Query
from search.vectors import all_of, any_of, fact, quoted

OFFERED = 3
TRIED = 8
MENDED = 40
A_GUESS = 4
LONGEST_TEXT, LONGEST_WORD = 40, 8
ROWS = 300
EXISTING = """
SELECT number FROM unnest(%s::tsquery[]) WITH ORDINALITY AS tried (condition, number)
WHERE EXISTS ({entries}) ORDER BY number LIMIT %s
"""


def corrections(site, text) -> list[str]:
    """Up to three other spellings of `text` that do find something on this site, best first.

    Meant for a search that found nothing or little: two queries. Never raises.
    """
    folded = " ".join(normalise(text[: LONGEST_TEXT * 2]).split())
    if not folded or len(folded) > LONGEST_TEXT:
        return []
    pieces = _pieces(folded)
    known, terms = _candidates(pieces)
    found = {
        (_badness(piece, term), -len(piece), piece, term[0])
        for piece in pieces
        if not any(piece in word for word in known)
        for term in terms
        if _badness(piece, term)
    }
    guesses = Counter(piece for badness, _, piece, _ in found if badness == A_GUESS)
    telling = sorted(row for row in found if row[0] < A_GUESS or guesses[row[2]] == 1)
    mended = {}
    for badness, _, piece, word in telling[:MENDED]:
        mended.setdefault(folded.replace(piece, word, 1), badness)
    likelier = [text for text in mended if _broken(text) < (_broken(folded) or 1)]
    tried = sorted(likelier, key=_broken)[:TRIED]
    offered = _that_find(site, tried) if tried else []
    # Beside a word of the same sound, one that merely looks alike is no likely guess.
    return [text for text in offered if mended[text] == mended[offered[0]]]


def _broken(text):
    """How many single characters it leaves: a mistake not mended, or mended in the wrong place."""
    return sum(len(word) == 1 and bool(HAN.match(word)) for word in cut(text))


def _pieces(folded):
    """What may be a misspelt word: stretches of Han from two characters on, and other runs."""
    pieces = {}
    for run in RUN.findall(folded):
        if not HAN.match(run):
            pieces[run] = [(run, "")] if len(run) > 2 else []
            continue
        for length in range(min(len(run), LONGEST_WORD), 1, -1):
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                pieces[piece] = spelt(piece)
    return {piece: spellings for piece, spellings in pieces.items() if spellings}


def _candidates(pieces):
    """(pieces that are words, [(word, pinyin)] that may be meant)."""
    sounds = {sound for piece, found in pieces.items() if HAN.match(piece) for sound, _ in found}
    near = set(pieces).union(*(without_one(p) for p in pieces))
    rows = SearchTerm.objects.filter(
        Q(pinyin__in=sorted(sounds)) | Q(near__overlap=sorted(near)) | Q(word__in=list(pieces))
    ).order_by("-entries", "word", "pinyin")
    terms = list(rows.values_list("word", "pinyin")[:ROWS])
    return {word for word, _ in terms if word in pieces}, terms


def _badness(piece, term):
    """1 for the same sound, 2 for one slip, 3 for one of two characters that nearly sounds alike,
    A_GUESS for another of two, which counts where no other word comes as near; 0 for something
    else.
    """
    word, pinyin = term
    if HAN.match(piece):
        if not HAN.match(word) or word == piece or len(word) < 2 or _is_deletion(piece, word):
            return 0
        if len(word) == len(piece) and any(sound == pinyin for sound, _ in spelt(piece)):
            return 1
        if not one_slip_apart(piece, word):
            return 0
        if len(word) == len(piece) < 3:
            return 3 if any(one_slip_apart(sound, pinyin) for sound, _ in spelt(piece)) else A_GUESS
        return 2 if len(word) == len(piece) else 3
    return 2 if one_slip_apart(piece, word) or one_slip_apart(piece, pinyin) else 0


def _is_deletion(piece, word):
    """Whether the word is the piece with less said, which mends nothing; 格尔尔木 was a slip."""
    if len(word) >= len(piece):
        return False
    twice = {piece[:i] + piece[i + 1 :] for i in range(1, len(piece)) if piece[i] == piece[i - 1]}
    return word in without_one(piece) - twice


def one_slip_apart(one: str, other: str) -> bool:
    """One character wrong, missing, too many, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] + a[2:] == b and len(a) > 1)


def _that_find(site, texts):
    """Those of the texts that hold published entries of this site. One query."""
    places = any_of(quoted(fact(place)) for place in SubtreeScope(site).places())
    conditions = [all_of([Query.of(text).anywhere(), places]) for text in texts]
    held = RawSQL("vector @@ tried.condition", (), BooleanField())
    entries = SearchEntry.objects.published(timezone.now()).filter(held).values("pk")
    sql, values = entries.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(EXISTING.format(entries=sql), [conditions, *values, OFFERED])
        return [texts[number - 1] for (number,) in cursor.fetchall()]
