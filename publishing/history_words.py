"""What one version changed, as a clerk reads it: by label, in words, pictures as pictures.

Rows below the form and chosen relations as well (publishing.version_rows).
"""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import models
from django.utils.timezone import localtime
from simple_history.template_utils import HistoricalRecordContextHelper

from core.text_diff import IN, OUT, SAME, Paragraph, Piece, compare
from publishing.version_rows import columns_of, label_of, rows_model

EMPTY = "（空）"
GONE = "（已删除）"
TEXTS = (models.CharField, models.TextField)


class HistoryWords(HistoricalRecordContextHelper):
    """Of each column that somebody types: its label and the paragraphs that differ."""

    def context_for_delta_changes(self, delta):
        columns = [(self.model._meta.get_field(each.field), each) for each in delta.changes]
        return [
            {"field": str(column.verbose_name), "paragraphs": paragraphs}
            for column, change in columns
            if column.editable and (paragraphs := _paragraphs(column, change.old, change.new))
        ]


def _paragraphs(column, old, new):
    if isinstance(column, models.FileField):
        return [_files(old, new, has_pictures=isinstance(column, models.ImageField))]
    if isinstance(column, TEXTS) and not column.choices:
        return [each for each in compare(old or "", new or "") if not each.is_same]
    return [Paragraph((Piece(OUT, _words(column, old)), Piece(IN, _words(column, new))))]


def _files(old, new, *, has_pictures):
    pieces = []
    for kind, name in ((OUT, str(old or "")), (IN, str(new or ""))):
        picture = default_storage.url(name) if name and has_pictures else ""
        pieces.append(Piece(kind, name.rpartition("/")[2] or EMPTY, picture))
    return Paragraph(tuple(pieces))


def _words(column, value):
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return "、".join(map(str, value)) or EMPTY
    return str(dict(column.flatchoices).get(value, value))


def part_changes(model, pairs) -> list[list[dict]]:
    """Of pairs of versions, {part: value} before and after: label and paragraphs of what differs.

    What is not known of both of them is passed over. A query for each relation that is chosen.
    """
    names = _names(model, [values for pair in pairs for values in pair])
    return [
        [
            {
                "field": label_of(model, part),
                "paragraphs": _of_part(model, part, before[part], after[part], names),
            }
            for part in after
            if part in before and before[part] != after[part]
        ]
        for before, after in pairs
    ]


def _names(model, versions) -> dict:
    """{part: {key: row}} of what was chosen in any of these versions."""
    found = {}
    for part in {part for values in versions for part in values}:
        column = model._meta.get_field(part)
        if column.many_to_many:
            keys = {key for values in versions for key in values.get(part, ())}
            found[part] = column.target_field.model._default_manager.in_bulk(keys)
    return found


def _of_part(model, part, before, after, names):
    if rows_model(model, part) is not None:
        return list(_of_rows(model, part, before, after))
    if part not in names:  # drawn, too long to be read
        drawn = (Piece(kind, _drawn(value)) for kind, value in _both(before, after))
        return [Paragraph(tuple(drawn))]
    kinds = [(OUT, key) for key in before if key not in after]
    kinds += [(IN, key) for key in after if key not in before]
    return [Paragraph((Piece(kind, str(names[part].get(key, GONE))),)) for kind, key in kinds]


def _of_rows(model, part, before, after):
    old, new = ({row["pk"]: row for row in rows} for rows in (before, after))
    columns = columns_of(model, part)
    is_one_of_many = not model._meta.get_field(part).one_to_one
    for key in sorted(old | new):
        yield from _of_row(columns, old.get(key), new.get(key), is_one_of_many=is_one_of_many)


def _of_row(columns, old, new, *, is_one_of_many):
    if old is None or new is None:
        kind, row = (IN, new) if old is None else (OUT, old)
        told = [_told(column, row) for column in columns if column.editable]
        yield Paragraph((Piece(kind, "；".join(filter(None, told))),))
        return
    which = f"{_value(columns[0], new)} " if is_one_of_many else ""
    for column in columns:
        if not column.editable or old.get(column.name) == new.get(column.name):
            continue
        label = Piece(SAME, f"{which}{column.verbose_name}：")
        pieces = (Piece(kind, _value(column, row)) for kind, row in _both(old, new))
        yield Paragraph((label, *pieces))


def _both(old, new):
    return ((OUT, old), (IN, new))


def _told(column, row):
    value = _value(column, row)
    return "" if value in {EMPTY, "否"} else f"{column.verbose_name}：{value}"


def _value(column, row):
    value = row.get(column.name)
    if isinstance(column, models.FileField):
        return (value or "").rpartition("/")[2] or EMPTY
    return _words(column, column.to_python(value))


def _drawn(value):
    return "画了边界" if value else EMPTY
