"""Any part of a title or name, by an index: which pairs of characters a text holds.

The index of words cannot find parts of words, and trigrams find nothing for names of two characters
(ADR 33). Pairs narrow the rows down, the text itself decides.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Cast

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


class Lines(Func):
    """Several columns as one text of as many lines; no word that is asked for holds their end."""

    template = "(%(expressions)s)"
    arg_joiner = " || E'\\n' || "
    output_field = TextField()


def lines_of(*fields):
    """The columns as the index and the question both spell them."""
    return Lines(*(Cast(F(field), TextField()) for field in fields))


class _MayHold(Func):
    template = "%(expressions)s)"
    arg_joiner = " @> search_bigrams("
    output_field = BooleanField()


class _Holds(Func):
    """Not LIKE: what the planner makes of a long pattern sends it the wrong way at size."""

    template = "strpos(lower(%(expressions)s)) > 0"
    arg_joiner = "), lower("
    output_field = BooleanField()


def holding(part, *fields) -> Q:
    """Rows of which one of the fields holds the part, in capitals or not; every row is read for a
    single character.

    Asks for an index on Bigrams of the field, or of lines_of() several.
    """
    text = F(fields[0]) if len(fields) == 1 else lines_of(*fields)
    part_of_text = Value(part, output_field=TextField())
    holds = Q(_Holds(text, part_of_text))
    return holds if len(part) < LEAST_LETTERS else Q(_MayHold(Bigrams(text), part_of_text)) & holds
