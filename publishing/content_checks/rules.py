"""Rules and what they find: one registry for every text that becomes public."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from publishing.content_checks.subject import OF_FILE, Subject, TextPart
from publishing.content_checks.word_index import Spans
from publishing.models import RuleSeverity

Severity = RuleSeverity.Severity
MOST_HITS = 20  # passages of one rule in one row; the rest show once these are mended
TOO_MANY = "{}超过 {} 处，还有 {} 处没有列出"
AROUND = 8  # characters of context on each side
LONGEST_PIECE = 40
# Beside a piece; they may be a part of somebody's number.
DIGITS = re.compile(r"\d[\d\u200b-\u200f\u2060\ufeff]+")
WEIGHTS = {Severity.BLOCK: 0, Severity.SIGN: 1, Severity.HINT: 2}
TONES = {Severity.BLOCK: "bad", Severity.SIGN: "sign", Severity.HINT: "warn"}


@dataclass(frozen=True)
class Hit:
    """A place in a text; or a field by its name, where something is missing.

    `shown` stands in the place of the piece itself: personal data is not repeated. `cure` and
    `law` are said in place of the rule's where each word has its own.
    """

    part: TextPart
    start: int = 0
    end: int = 0
    shown: str = ""
    cure: str = ""
    law: str = ""

    @property
    def piece(self) -> str:
        return self.part.text[self.start : self.end]


@dataclass(frozen=True)
class Rule:
    """One thing to look for. `says` is the sentence, in which “…” stands for the piece."""

    code: str
    label: str
    severity: Severity  # unless an office has set another
    says: str
    cure: str
    find: Callable[[Subject], Iterable[Hit]]
    law: str = ""
    is_allowable: bool = False  # whether a phrase of the allow-list around it makes it good


def anchor_of(name: str) -> str:
    """In the form of the desk: of a field, or of the heading of rows (photos.alt)."""
    name = name.partition(OF_FILE)[0]
    rows, is_of_rows, _ = name.partition(".")
    return f"{rows}-heading" if is_of_rows else f"id_{name}"


def place_of(key: str) -> str:
    return f"found-{key}"


@dataclass(frozen=True)
class Finding:
    """What a rule found in a row. `key` tells it from others, and stays while the passage does.

    `piece` is what stands in the text, number of a person or not: to find it there, never kept;
    empty of a file, which no page shows.
    """

    rule: Rule
    severity: Severity
    field: str
    label: str
    says: str
    passage: str
    cure: str
    law: str
    key: str
    piece: str = dataclasses.field(default="", repr=False)

    @property
    def tone(self) -> str:
        return TONES[self.severity]

    @property
    def anchor(self) -> str:
        """Of the field in the form of the desk."""
        return anchor_of(self.field)

    @property
    def place(self) -> str:
        """Of the passage on the page that shows the text (publishing.quoted_passages)."""
        return place_of(self.key)

    @property
    def own_cure(self) -> str:
        """What is said of this piece alone; the rule's own cure speaks of publishing."""
        return "" if self.cure == self.rule.cure else self.cure

    @property
    def sentence(self) -> str:
        """In one line, for lists and messages."""
        return f"{self.label}：{self.says}"


_RULES: dict[str, Rule] = {}


def register(*rules: Rule):
    """Rooms above bring what only they know: policies, listings, addresses."""
    for rule in rules:
        _RULES[rule.code] = rule


def all_rules() -> list[Rule]:
    return list(_RULES.values())


def rule_of(code: str) -> Rule | None:
    return _RULES.get(code)


def findings_of(obj, book=None, *, rows=None) -> list[Finding]:
    """All that stands in the texts of a row and of those on it, the weightiest first.

    `rows`: names of the relations whose rows are looked at; all of `checked_rows` by default.
    """
    return findings_in(Subject.of(obj, book, rows=rows))


def findings_in(subject: Subject) -> list[Finding]:
    """See findings_of()."""
    found = {}
    for rule in _RULES.values():
        for finding in _of_rule(rule, subject):
            found.setdefault(finding.key, finding)
    return sorted(found.values(), key=lambda finding: WEIGHTS[finding.severity])


def _of_rule(rule, subject) -> Iterator[Finding]:
    """Each passage once, however often it stands there; many of them end in one that says so."""
    told = {}  # in the order of the text; None where it is not shown any more
    for hit in _standing(rule, subject):
        words = f"{rule.code}|{hit.part.name}|{hit.piece or hit.shown}"
        if words not in told:
            told[words] = hit if len(told) < MOST_HITS else None
    for words, hit in told.items():
        if hit is not None:
            yield _finding(rule, hit, subject, words)
    if rest := [words for words, hit in told.items() if hit is None]:
        yield _too_many(rule, next(iter(told.values())).part, subject, rest)


def _too_many(rule, part, subject, rest) -> Finding:
    """Not to be signed for: nobody has seen the rest. It is another one when the rest changes."""
    severity = _severity(rule, subject)
    return Finding(
        rule,
        severity if severity == Severity.HINT else Severity.BLOCK,
        part.name,
        part.label,
        TOO_MANY.format(rule.label, MOST_HITS, len(rest)),
        "",
        "请先改掉列出的这些，再看其余的",
        "",
        _key("\n".join(("too many", *sorted(rest)))),
    )


def _standing(rule, subject) -> Iterator[Hit]:
    """Hits that no allowed phrase lies around."""
    if not rule.is_allowable:
        yield from rule.find(subject)
        return
    allowed = {}
    for hit in rule.find(subject):
        name = hit.part.name
        if name not in allowed:
            found = subject.book.allowed_index.find(hit.part.text)
            allowed[name] = Spans((place, place + len(word)) for place, word in found)
        if not allowed[name].cover(hit.start, hit.end):
            yield hit


def _finding(rule, hit, subject, told) -> Finding:
    piece = hit.shown or hit.piece
    shown = piece if len(piece) <= LONGEST_PIECE else f"{piece[:LONGEST_PIECE]}……"
    return Finding(
        rule,
        _severity(rule, subject),
        hit.part.name,
        hit.part.label,
        rule.says.replace("…", shown, 1),
        shown if hit.shown else _around(hit),
        hit.cure or rule.cure,
        hit.law or rule.law,
        _key(told),
        "" if hit.part.is_of_file else hit.piece,
    )


def _severity(rule, subject) -> Severity:
    return Severity(subject.book.severities.get(rule.code, rule.severity))


def _key(told) -> str:
    return salted_hmac("publishing.content_checks", told, algorithm="sha256").hexdigest()[:32]


def _around(hit) -> str:
    """The piece with what stands beside it, in one line."""
    text = hit.part.text
    end = min(hit.end, hit.start + LONGEST_PIECE)
    before = "…" if hit.start > AROUND else ""
    after = "…" if end + AROUND < len(text) else ""
    beside = (text[max(hit.start - AROUND, 0) : hit.start], text[end : end + AROUND])
    left, right = (DIGITS.sub("**", part) for part in beside)
    line = " ".join(f"{left}{text[hit.start : end]}{right}".split())
    return f"{before}{line}{after}" if hit.end else ""


def matching(pattern) -> Callable[[Subject], Iterator[Hit]]:
    """A rule's `find` of a compiled pattern, over every text."""

    def find(subject):
        for part in subject.parts:
            for match in pattern.finditer(part.text):
                yield Hit(part, match.start(), match.end())

    return find
