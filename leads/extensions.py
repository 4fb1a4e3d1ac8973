"""What rooms above add to an enquiry. This room knows none of them: each tells it here, once.

A room overrides of Extension what it needs and registers it when its app is ready.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

_registered = {}


@dataclass(frozen=True)
class Requirement:
    """What a stage may ask for; `anchor` is where on the enquiry's page it can be done, `stage`
    the one that asks for it from the start."""

    label: str
    anchor: str
    is_met: Callable
    stage: str = ""


@dataclass(frozen=True)
class MailKind:
    """Subject and body with {reference}, {url}, {code}, {hotline_line} and what `words` of a mail
    says; `path` of a mail is where {url} leads, else to the enquiry as its reader sees it."""

    label: str
    subject: str
    body: str
    path: Callable | None = None
    words: Callable | None = None
    is_to_visitor: bool = False


@dataclass(frozen=True)
class Panel:
    """A part of the page of an enquiry: its template sees `panel`, these words."""

    template: str
    words: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Section(Panel):
    """A part of the visitor's page. `headline` is the next thing it has to say, at `at` where that
    has a time; it stands above the page and leads to `anchor`. `is_aside` stands beside the rest.
    """

    headline: str = ""
    at: datetime | None = None
    anchor: str = ""
    is_aside: bool = False


@dataclass(frozen=True)
class Told:
    """Something that happened, for the story of an enquiry."""

    at: datetime
    who: str
    what: str
    body: str = ""


@dataclass(frozen=True)
class KeptPart:
    """Of what is kept about a visitor, for himself: rows of {label: text}, empty ones left out."""

    title: str
    rows: Iterable[Mapping[str, str]]


class Extension:
    """`name` stands in the occasion of mails: ten small letters at most.

    `label` is its part of the story, where it tells one. `steps` are what a visitor may do on the
    page of progress: step's name → view(request, lead, nonce, proof), by POST; `typed` are those
    of their fields whose words are given back where a step is refused.
    """

    name = label = ""
    steps: Mapping[str, Callable] = {}
    typed: Iterable[str] = ()
    requirements: Mapping[str, Requirement] = {}  # codes of ten letters at most
    mails: Mapping[str, MailKind] = {}  # likewise

    def told_with(self, leads):
        """A queryset of one enquiry with what its panel and its story need: so neither asks."""
        return leads

    def panel(self, lead, *, now) -> Panel | None:
        """Among the facts at the desk, of an enquiry as `told_with`; one query at most."""

    def entries(self, lead) -> Iterable[Told]:
        """For the story, likewise."""
        return ()

    def section(self, lead, *, refused) -> Section | None:
        """On the visitor's page of progress; `refused` is a form that came back, or None."""

    def follow_sent(self, lead, *, sent, now):
        """In the transaction of a new enquiry, after it; `sent` is all that its form posted."""

    def follow_let_in(self, lead, *, sent, now):
        """In the transaction in which it leaves quarantine; `sent` is what the visitor posted with
        the answer that let it in, empty where staff did."""

    def follow_stage(self, lead, *, by, now):
        """In the transaction of a change of stage, after it."""

    def follow_owner(self, lead, *, was, now):
        """Likewise of a change of owner; `lead.owner` is None in the pool."""

    def follow_call(self, lead, *, by, now):
        """Likewise of a call that told what was to be told and left no step planned."""

    def kept(self, lead) -> Iterable[KeptPart]:
        """What this room keeps of the enquiry, for its visitor to read and take along."""
        return ()

    def called_off(self, lead, *, now) -> Iterable[str]:
        """In sentences, what erasing would call off: said before it is done."""
        return ()

    def erase(self, lead):
        """Whatever this room keeps of the enquiry goes with its personal data."""

    def sweep(self, now):
        """Once an hour: what is stored and belongs to no row any more."""

    def late(self, since):
        """Rows with `lead`, `owner` and `due_at` that are past due since then, or None."""

    def due_of(self, user, now) -> dict:
        """Words of the morning's digest → the rows that wait for this person."""
        return {}


def register(extension):
    _registered[extension.name] = extension


def forget(extension):
    del _registered[extension.name]


def registered() -> list[Extension]:
    """By name: the order does not hang on which app was ready first."""
    return [_registered[name] for name in sorted(_registered)]


def told_with(leads):
    for room in registered():
        leads = room.told_with(leads)
    return leads


def steps() -> dict[str, Callable]:
    return {step: view for room in registered() for step, view in room.steps.items()}


def typed() -> list[str]:
    return [name for room in registered() for name in room.typed]


def requirements() -> dict[str, Requirement]:
    return {code: each for room in registered() for code, each in room.requirements.items()}


def mails() -> dict[str, MailKind]:
    return {kind: each for room in registered() for kind, each in room.mails.items()}
