"""Two people changed one row: what only one of them changed is settled, the rest asks for a choice.

Compared field by field, by the fields' own has_changed(), long texts by paragraphs. What nobody
knows the earlier value of (columns without a history, related rows) is asked wherever the two
differ.
"""

from dataclasses import dataclass, field, replace

from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import Truncator

from core.paragraph_merge import Stretch, merge
from core.sent_values import sent_values
from core.text_diff import apart

MINE, THEIRS, BOTH = "mine", "theirs", "both"
MERGED = "merged"  # both changed it, in different paragraphs
NO_PARAGRAPH = "（没有这一段）"
MOST_SHOWN = 600  # characters of a value


def _apart(mine, theirs):
    return apart(*(Truncator(text).chars(MOST_SHOWN) for text in (mine, theirs)))


@dataclass(frozen=True)
class Text:
    """One value in words, as three sides have it."""

    label: str
    mine: str
    theirs: str
    before: str | None  # None: unknown

    @property
    def sides(self):
        """Mine and theirs in pieces, what the other does not have marked."""
        return _apart(self.mine, self.theirs)


@dataclass(frozen=True)
class Paragraphs:
    """A stretch of a text in words; `choice_name` where the two differ."""

    settled: str
    mine: str
    theirs: str
    choice_name: str

    @property
    def sides(self):
        return _apart(self.mine, self.theirs)

    @classmethod
    def of(cls, stretch: Stretch, choice_name: str):
        mine, theirs = (strip_tags(each).strip() for each in (stretch.mine, stretch.theirs))
        name = choice_name if stretch.is_open else ""
        return cls(
            strip_tags(stretch.settled).strip(), mine or NO_PARAGRAPH, theirs or NO_PARAGRAPH, name
        )


@dataclass(frozen=True)
class Part:
    """Fields that are taken over together: who changed them, and what `theirs` would send.

    A text of which only some paragraphs are open has `stretches`: each open one is a choice.
    """

    name: str
    texts: tuple[Text, ...]
    changed_by: str  # MINE, THEIRS, BOTH or MERGED
    sent: dict = field(repr=False)
    may_join: bool = False
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)

    @property
    def label(self):
        return "、".join(text.label for text in self.texts)

    @property
    def choices(self):
        return (MINE, THEIRS, BOTH) if self.may_join else (MINE, THEIRS)

    @property
    def choice_name(self):
        return f"_take-{self.name}"

    @property
    def paragraphs(self) -> list[Paragraphs]:
        return [
            Paragraphs.of(stretch, f"{self.choice_name}-{number}")
            for number, stretch in enumerate(self.stretches)
        ]

    @property
    def choice_names(self) -> list[str]:
        if not self.stretches:
            return [self.choice_name]
        return [each.choice_name for each in self.paragraphs if each.choice_name]

    def as_chosen(self, choices: dict, data) -> dict[str, list[str]]:
        """What is to be sent in place of `data`, by the choice of each name."""
        if self.stretches:
            return {self.name: [self._joined(choices)]}
        choice = choices[self.choice_name]
        if choice == THEIRS:
            return self.sent
        if choice == BOTH:
            items = self.sent.items()
            return {name: ["\n".join((data.get(name, ""), *values))] for name, values in items}
        return {}

    def _joined(self, choices):
        said = ""
        for stretch, shown in zip(self.stretches, self.paragraphs, strict=True):
            choice = choices.get(shown.choice_name)
            said += stretch.settled
            said += stretch.mine if choice in {MINE, BOTH} else ""
            said += stretch.theirs if choice in {THEIRS, BOTH} else ""
        return said


def parts_of(mine, theirs, before) -> list[Part]:
    """Of three forms of one row: bound as typed, unbound as stored now and as it was before.

    `before` is None where nothing is known; its `known` names the fields that it knows.
    """
    together = {name: unit for unit in getattr(mine, "taken_together", ()) for name in unit}
    units = dict.fromkeys(together.get(name, (name,)) for name in theirs.fields)
    parts = (_part(unit, mine, theirs, before) for unit in units if _is_compared(unit, theirs))
    return [part for part in parts if part]


def _is_compared(unit, form):
    return all(name in form.fields and not form[name].is_hidden for name in unit)


def _part(unit, mine, theirs, before):
    if not any(_differ(mine, theirs, name) for name in unit):
        return None
    is_known = before is not None and set(unit) <= set(before.known)
    by_them = not is_known or any(_stored_differ(theirs, before, name) for name in unit)
    by_me = not is_known or any(_differ(mine, before, name) for name in unit)
    sent = {}
    for name in unit:
        sent |= sent_values(theirs[name])
    first = mine.fields[unit[0]]
    part = Part(
        name=mine.add_prefix(unit[0]),
        texts=tuple(_text(mine, theirs, before if is_known else None, name) for name in unit),
        changed_by=(BOTH if by_me else THEIRS) if by_them else MINE,
        sent=sent,
        may_join=len(unit) == 1 and isinstance(first.widget, forms.Textarea),
    )
    is_mergeable = part.may_join and is_known and part.changed_by == BOTH
    return _by_paragraphs(part, mine, before, unit[0]) if is_mergeable else part


def _by_paragraphs(part, mine, before, field_name):
    """The part with what merges merged; as it is where nothing does."""
    (stood,), (theirs,) = sent_values(before[field_name]).values(), part.sent.values()
    stretches = tuple(merge(*stood, mine[field_name].data or "", *theirs))
    if any(stretch.is_open for stretch in stretches):
        return replace(part, stretches=stretches)
    if stretches:
        joined = "".join(stretch.settled for stretch in stretches)
        return replace(part, changed_by=MERGED, sent={part.name: [joined]})
    return part


def _differ(bound, other, name):
    shown = bound.fields[name]
    return shown.has_changed(
        other.get_initial_for_field(other.fields[name], name), bound[name].data
    )


def _stored_differ(one, other, name):
    initial = (form.get_initial_for_field(form.fields[name], name) for form in (one, other))
    first, second = initial
    return first != second


def _text(mine, theirs, before, name):
    return Text(
        str(mine.fields[name].label or name),
        in_words(mine.fields[name], mine[name].data),
        in_words(mine.fields[name], sent_data(theirs, name)),
        None if before is None else in_words(mine.fields[name], sent_data(before, name)),
    )


def sent_data(form, name):
    """As if it had been sent."""
    bound, data = form[name], QueryDict(mutable=True)
    for key, values in sent_values(bound).items():
        data.setlist(key, values)
    return bound.field.widget.value_from_datadict(data, {}, bound.html_name)


def in_words(form_field, data) -> str:
    """What people read of a value as it was sent."""
    if isinstance(form_field, forms.NullBooleanField):
        return {True: "是", False: "否"}.get(data, "未知")
    if isinstance(form_field, forms.BooleanField):
        return "是" if data and data != "False" else "否"
    if isinstance(form_field, forms.ModelChoiceField):
        return _named(form_field, data)
    if isinstance(form_field, forms.ChoiceField):
        chosen = data if isinstance(data, list) else [data]
        labels = {str(value): str(label) for value, label in form_field.choices}
        return "、".join(labels.get(str(each), str(each)) for each in chosen if each) or "（空）"
    if isinstance(data, list):
        return " ".join(str(each) for each in data if each) or "（空）"
    return strip_tags(str(data or "")).strip() or "（空）"


def _named(form_field, data):
    keys = [each for each in (data if isinstance(data, list) else [data]) if each]
    try:
        rows = form_field.queryset.filter(pk__in=keys)
        return "、".join(form_field.label_from_instance(row) for row in rows) or "（空）"
    except (TypeError, ValueError):
        return "、".join(keys)
