"""Corrections: changes of public content without a second review, for they must be true at once.

Whoever may edit corrects the columns that the model names in `corrections` (已租售, a wrong price,
失效) and fills in what was unknown: a number, a day, yes or no, a word from a list; in a row that
is nothing but one fact (`is_one_fact`: a distance, a supply, a price of power) its words, too. All
else, words and pictures above all, is reviewed again. One rule for every way in: form, lists,
imports.
"""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models

FACTS = (
    *(models.BooleanField, models.DateField),
    *(models.DecimalField, models.FloatField, models.IntegerField),
)


def is_correction(model, name, before) -> bool:
    """Whether changing this column, which held `before`, needs no second review."""
    if name in getattr(model, "corrections", ()):
        return True
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # the box that deletes a row
        return False
    is_unknown = before is None or before == ""
    return is_unknown and (getattr(model, "is_one_fact", False) or _holds_fact(field))


def _holds_fact(field):
    """Neither words of one's own nor a moment of the publishing window."""
    if isinstance(field, models.CharField):
        return bool(field.choices)
    return isinstance(field, FACTS) and not isinstance(field, models.DateTimeField)


def corrects(row, name) -> bool:
    """The same of what is typed in a form, or in a row on its page."""
    return is_correction(row._meta.model, name, row.initial.get(name))


@dataclass(frozen=True)
class Changes:
    """What a valid form and the rows on its page change: labels, and whether all is correction."""

    labels: tuple[str, ...]
    are_corrections: bool

    @classmethod
    def of(cls, form, formsets):
        rows = [form, *(row for formset in formsets for row in formset.forms)]
        changed = [(row, name) for row in rows for name in row.changed_data]
        return cls(
            labels=tuple(str(row.fields[name].label) for row, name in changed),
            are_corrections=all(corrects(row, name) for row, name in changed),
        )

    def __bool__(self):
        return bool(self.labels)
