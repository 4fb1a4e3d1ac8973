"""Any part of a title or name, by an index: which pairs of characters a text holds.

The index of words cannot find parts of words, and trigrams find nothing for names of two characters
(ADR 33). Pairs narrow the rows down, the text itself decides.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value

LEAST_LETTERS = 2  # one character alone makes no pair


class Bigrams(Func):
    """The pairs of neighbouring characters of a text, in lower case: search_bigrams(text).

    Immutable, so that a GIN index on it can be made.
    """

    function = "search_bigrams"
    arity = 1
    output_field = ArrayField(TextField())


def with_part(rows, field, part):
    """Those rows whose text holds the part, in capitals or not; nothing for a single character."""
    if len(part) < LEAST_LETTERS:
        return rows.none()
    narrowed = rows.alias(bigrams=Bigrams(F(field))).filter(
        bigrams__contains=Bigrams(Value(part, output_field=TextField()))
    )
    return narrowed.filter(**{f"{field}__icontains": part})
