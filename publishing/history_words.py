"""What one version changed, as a clerk reads it: by label, in words, pictures as pictures."""

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import models
from django.utils.timezone import localtime
from simple_history.template_utils import HistoricalRecordContextHelper

from core.text_diff import IN, OUT, Paragraph, Piece, compare

EMPTY = "（空）"
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
