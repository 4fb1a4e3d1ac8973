"""What a rule looks at: the texts of one row, in the words of its form, and where it belongs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import models
from django.utils import timezone

from publishing.content_checks.rule_book import RuleBook, book_of
from publishing.fields import RichTextField
from publishing.richtext import plain_text
from regions.models import Region

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
    region: Region | None = None

    @classmethod
    def of(cls, obj, book=None, *, rows=None):
        region = region_of(obj)
        parts = [*parts_of(obj), *row_parts_of(obj, rows)]
        return cls(obj, tuple(parts), book or book_of(region), timezone.localdate(), region)

    @classmethod
    def of_words(cls, label, words, region):
        """A text that is no row's: of an answer."""
        parts = (TextPart("body", label, words),)
        return cls(None, parts, book_of(region), timezone.localdate(), region)

    @cached_property
    def by_name(self) -> dict[str, TextPart]:
        return {part.name: part for part in self.parts}


def parts_of(obj) -> Iterator[TextPart]:
    """Every text that is typed and shown; choices, addresses and files are none."""
    unchecked = getattr(obj, "unchecked_texts", ())
    for column in obj._meta.concrete_fields:
        value = getattr(obj, column.attname)
        if not value or not column.editable or column.name in unchecked:
            continue
        label = str(column.verbose_name)
        if isinstance(column, RichTextField):
            yield TextPart(column.name, label, plain_text(value), value)
        elif isinstance(value, list) and all(isinstance(line, str) for line in value):
            yield TextPart(column.name, label, "\n".join(value))
        elif isinstance(column, TEXTS) and not isinstance(column, NO_TEXTS) and not column.choices:
            yield TextPart(column.name, label, value)


def row_parts_of(obj, names=None) -> Iterator[TextPart]:
    """Texts of the stored rows that hang on it: captions, notes, titles of files, terms.

    Those of one column stand in one part, a line each. `names`: of these relations only.
    """
    for name in (obj.checked_rows if names is None else names) if obj.pk else ():
        texts = {}
        for row in _rows_of(obj, name):
            label = row._meta.verbose_name
            for part in parts_of(row):
                lines = texts.setdefault(part.name, (f"{label}：{part.label}", []))[1]
                lines.append(part.text)
        for column, (label, lines) in texts.items():
            yield TextPart(f"{name}.{column}", label, "\n".join(lines))


def _rows_of(obj, name):
    if obj._meta.get_field(name).multiple:
        return sorted(getattr(obj, name).all(), key=lambda row: row.pk or math.inf)
    row = getattr(obj, name, None)
    return [] if row is None else [row]


def put_typed_rows(obj, formsets):
    """The rows of bound formsets in the place of the stored ones, as they were typed."""
    for formset in formsets:
        relation = formset.fk.remote_field
        name = relation.get_accessor_name()
        if name not in obj.checked_rows:
            continue
        formset.is_valid()  # which puts what was typed into the rows
        gone = formset.deleted_forms
        rows = [
            form.instance
            for form in formset.forms
            if form not in gone and (form.instance.pk or form.has_changed())
        ]
        if relation.multiple:
            obj._prefetched_objects_cache = getattr(obj, "_prefetched_objects_cache", {})
            obj._prefetched_objects_cache[name] = rows
        else:
            obj._state.fields_cache[name] = rows[0] if rows else None


def region_of(obj):
    """Where the row belongs, along its `home_lookup`; None where that is not chosen yet."""
    target = obj
    for name in obj.home_lookup.split("__"):
        if target is None or getattr(target, f"{name}_id", None) is None:
            return None
        target = getattr(target, name)
    return target
