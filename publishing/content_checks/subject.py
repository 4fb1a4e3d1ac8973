"""What a rule looks at: the texts of one row, in the words of its form, and where it belongs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models
from django.utils import timezone

from publishing.content_checks.rule_book import RuleBook, book_of
from publishing.fields import RichTextField
from publishing.richtext import plain_text

NO_TEXTS = (models.SlugField, models.URLField, models.EmailField, models.FileField)
TEXTS = (models.CharField, models.TextField)


@dataclass(frozen=True)
class TextPart:
    """One text of the row: its words and, of rich text, the HTML they stand in."""

    name: str
    label: str
    text: str
    html: str = field(default="", repr=False)


@dataclass(frozen=True)
class Subject:
    """`obj` may be as it was typed: nothing here asks the database for the row itself."""

    obj: models.Model | None
    parts: tuple[TextPart, ...]
    book: RuleBook
    today: date

    @classmethod
    def of(cls, obj, book=None):
        book = book or book_of(region_of(obj))
        return cls(obj, tuple(parts_of(obj)), book, timezone.localdate())

    @cached_property
    def by_name(self) -> dict[str, TextPart]:
        return {part.name: part for part in self.parts}


def parts_of(obj) -> Iterator[TextPart]:
    """Every text that is typed and shown; choices, addresses and files are none."""
    for column in obj._meta.concrete_fields:
        value = getattr(obj, column.attname)
        if not value or not column.editable or column.name in obj.unchecked_texts:
            continue
        label = str(column.verbose_name)
        if isinstance(column, RichTextField):
            yield TextPart(column.name, label, plain_text(value), value)
        elif isinstance(value, list) and all(isinstance(line, str) for line in value):
            yield TextPart(column.name, label, "\n".join(value))
        elif isinstance(column, TEXTS) and not isinstance(column, NO_TEXTS) and not column.choices:
            yield TextPart(column.name, label, value)


def region_of(obj):
    """Where the row belongs, along its `home_lookup`; None where that is not chosen yet."""
    target = obj
    for name in obj.home_lookup.split("__"):
        if target is None or getattr(target, f"{name}_id", None) is None:
            return None
        target = getattr(target, name)
    return target
