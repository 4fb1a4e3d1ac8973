"""Reply blocks: a quotable fact put into a draft, and looked at again before it is sent."""

import re
from dataclasses import asdict, dataclass

from django.core import signing
from django.utils import timezone

from leads.quotable_facts import Subject, rows_of

KEY = re.compile(r"\A(listing|policy|park)-(\d{1,18})(?:-([a-z0-9_]{1,60}))?\Z")
MOST_QUOTES = 20
SALT = "leads.answer-draft"
GONE = "已经删除，不能引用"
NO_FACT = "这一项现在没有填，不能引用"
NO_PASSAGE = "原文里已经没有这一段，不能引用"


class BlockRefused(Exception):
    """The fact has ended or was never there; the message says which."""


@dataclass(frozen=True)
class Quote:
    """A fact as it stood when it was put into a draft; `on` is the ISO day."""

    key: str
    label: str
    mark: str
    value: str
    words: str
    version: int | None
    on: str

    def stands_in(self, body) -> bool:
        """Word for word, or still by its name and its value: somebody made a sentence of it."""
        text = squeezed(body)
        return self.is_literal_in(body) or (
            squeezed(self.mark) in text and squeezed(self.value) in text
        )

    def is_literal_in(self, body) -> bool:
        return squeezed(self.words) in squeezed(body)


@dataclass(frozen=True)
class Checked:
    """A quote beside what the fact is now."""

    quote: Quote
    now: Quote | None = None
    refusal: str = ""

    @property
    def is_changed(self):
        return self.now is not None and self.now.words != self.quote.words


def squeezed(text) -> str:
    return "".join(text.split())


def parts_of(key):
    """(kind, pk, fact or "") of a key; None where it is none."""
    found = KEY.match(key)
    return (found[1], int(found[2]), found[3] or "") if found else None


def subject_of(key, region) -> Subject | None:
    """What a key names, as far as the office of that region may quote it."""
    kind, pk, _ = parts_of(key) or ("", 0, "")
    row = rows_of(kind, region).filter(pk=pk).first() if kind else None
    return Subject(kind, row) if row else None


def quote_of(key, region) -> Quote:
    """The fact as it stands. BlockRefused says why it may not be quoted."""
    subject = subject_of(key, region)
    if subject is None:
        raise BlockRefused(GONE)
    if subject.refusal:
        raise BlockRefused(subject.refusal)
    _, _, name = parts_of(key)
    fact = next((fact for fact in subject.facts if fact.name == name), None)
    if fact is None:
        raise BlockRefused(NO_PASSAGE if name.startswith("passage_") else NO_FACT)
    on = timezone.localdate().isoformat()
    named = (subject.label, subject.mark, fact.value, fact.words)
    return Quote(key, *named, subject.version(), on)


def look_again(quotes, region) -> list[Checked]:
    return [_checked(quote, region) for quote in quotes]


def _checked(quote, region):
    try:
        return Checked(quote, quote_of(quote.key, region))
    except BlockRefused as refusal:
        return Checked(quote, refusal=str(refusal))


# ---- A draft carries its quotes along, signed: nobody quotes what was never so ----


def draft_mark(lead, quotes, files=()) -> str:
    held = {"quotes": [asdict(quote) for quote in quotes], "files": list(files)}
    return signing.dumps(held, salt=f"{SALT}.{lead.pk}", compress=True)


def read_draft(lead, mark) -> tuple[list[Quote], list[tuple[int, str]]]:
    """(quotes, numbers and names of files); nothing of a mark that is not ours."""
    try:
        held = signing.loads(mark, salt=f"{SALT}.{lead.pk}")
    except signing.BadSignature:
        return [], []
    return [Quote(**quote) for quote in held["quotes"]], [_file_of(each) for each in held["files"]]


def _file_of(held):
    """Marks have no age: older ones hold the number alone."""
    return (held, "附件") if isinstance(held, int) else tuple(held)
