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
from publishing.media_names import pdf_names_in
from publishing.models import Asset
from publishing.richtext import plain_text
from regions.models import Region

NO_TEXTS = (models.SlugField, models.URLField, models.EmailField, models.FileField)
TEXTS = (models.CharField, models.TextField)
OF_FILE = "#"  # body#17: a file to which the text links


@dataclass(frozen=True)
class TextPart:
    """One text of the row: its words and, of rich text, the HTML they stand in."""

    name: str
    label: str
    text: str
    html: str = field(default="", repr=False)

    @property
    def is_of_file(self) -> bool:
        """Of what an attached file says: nothing of it stands on a page of the desk."""
        return OF_FILE in self.name


@dataclass(frozen=True)
class Subject:
    """`obj` may be as it was typed: nothing here asks the database for the row itself.

    `files`: what the PDF files say that are attached, as far as they have been read.
    """

    obj: models.Model | None
    parts: tuple[TextPart, ...]
    book: RuleBook
    today: date
    region: Region | None = None
    files: tuple[TextPart, ...] = ()

    @classmethod
    def of(cls, obj, book=None, *, rows=None):
        region = region_of(obj)
        rows_of = _all_rows_of(obj, rows)
        parts = (*parts_of(obj), *row_parts_of(rows_of))
        files = tuple(file_parts_of(parts, rows_of))
        return cls(obj, parts, book or book_of(region), timezone.localdate(), region, files)

    @classmethod
    def of_words(cls, label, words, region):
        """A text that is no row's: of an answer."""
        parts = (TextPart("body", label, words),)
        return cls(None, parts, book_of(region), timezone.localdate(), region)

    @property
    def all_words(self) -> tuple[TextPart, ...]:
        """Of the texts and of the files."""
        return self.parts + self.files

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


def row_parts_of(rows_of) -> Iterator[TextPart]:
    """Texts of rows that hang on it, by relation: captions, notes, titles of files, terms.

    Those of one column stand in one part, a line each.
    """
    for name, rows in rows_of.items():
        texts = {}
        for row in rows:
            label = row._meta.verbose_name
            for part in parts_of(row):
                lines = texts.setdefault(part.name, (f"{label}：{part.label}", []))[1]
                lines.append(part.text)
        for column, (label, lines) in texts.items():
            yield TextPart(f"{name}.{column}", label, "\n".join(lines))


def file_parts_of(parts, rows_of) -> Iterator[TextPart]:
    """What the PDF files say to which these texts link, or which rows hold; each file once.

    Named by the text or the rows, so that a finding leads there. No query where there is none.
    """
    held = {}
    for part in parts:
        for file in pdf_names_in(part.html):
            held.setdefault(file, part.name)
    for name, rows in rows_of.items():
        for column, file in ((c, f) for row in rows for c, f in _pdf_files_of(row)):
            held.setdefault(file, f"{name}.{column}")
    for asset in Asset.objects.read_among(held):
        name = f"{held[asset.file.name]}{OF_FILE}{asset.pk}"
        yield TextPart(name, f"附件“{asset.name}”", asset.text)


def _pdf_files_of(row) -> Iterator[tuple[str, str]]:
    for column in row._meta.concrete_fields:
        file = getattr(row, column.attname) if isinstance(column, models.FileField) else None
        if file and file.name.endswith(".pdf"):
            yield column.name, file.name


def _all_rows_of(obj, names):
    """The stored rows that hang on it, by relation; `names`: of these relations only."""
    names = (obj.checked_rows if names is None else names) if obj.pk else ()
    return {name: _rows_of(obj, name) for name in names}


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
