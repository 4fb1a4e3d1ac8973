"""What an address of the API may ask: declared in the schema and checked from the same form.

Our forms read what people type. Programs go by the schema: what it forbids is told, never read as
something else or passed over, even where a form would be more lenient.
"""

import itertools
import re
from decimal import ROUND_HALF_EVEN, ROUND_UP, Decimal, InvalidOperation

from django import forms
from drf_spectacular.plumbing import build_choice_description_list, build_parameter_type
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

from core.blank_parameters import without_blanks
from core.filters import SLUG, SlugsField
from core.form_fields import LONGEST_TYPED, DayField, FigureField

ONCE = "这个条件只能写一次。"
BLANK = "有一项是空的，请删去。"
TEXT = "这个条件里有不能用的字符，或者太长。"
NO_NUL = "^[^\\u0000]*$"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"-?[0-9]+(\.0+)?")
# Every day that core.form_fields.YEARS hold, and no 30 February.
DAY = (
    "^(20[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))|20([02468][048]|[13579][26])-02-29"
    "|2100-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8])))$"
)
LARGEST = Decimal("999999999.9999")
FIGURE = {"type": "number", "format": "double", "minimum": 0, "maximum": float(LARGEST)}
# More choices than a reader of the documentation wants to see beside a parameter.
MANY = 100
STEM = 4  # signs that such values often share: a prefecture's in GB/T 2260


class FilterSetBackend(BaseFilterBackend):
    """Lists under the conditions of the view's FilterSet; one row is shown whatever is asked."""

    def filter_queryset(self, request, queryset, view):
        if view.detail or not hasattr(view, "filterset_class"):
            return queryset
        given = without_blanks(request.query_params)
        filterset = view.filterset_class(given, queryset, request=request)
        refuse_mistakes(request.query_params, filterset.form)
        return filterset.qs

    def get_schema_operation_parameters(self, view):
        if not hasattr(view, "filterset_class"):
            return []
        return declared(view.filterset_class({}, view.queryset).form.fields)


def declared(fields, titles=()):
    """The parameters of the schema, one for each of these fields of a form."""
    return [_parameter(name, field, dict(titles).get(name)) for name, field in fields.items()]


def _parameter(name, field, title):
    schema = schema_of(field)
    style = {}
    if isinstance(field, forms.MultipleChoiceField):
        schema = {"type": "array", "items": schema}
        style = {"explode": True, "style": "form"}
    elif title:
        schema["title"] = title
    choices = [(value, label) for value, label in getattr(field, "choices", ()) if str(value)]
    words = build_choice_description_list(choices) if 0 < len(choices) <= MANY else ""
    description = "\n\n".join(filter(None, (str(field.help_text) or field.label, words)))
    declaration = build_parameter_type(
        name, schema, OpenApiParameter.QUERY, description=description, **style
    )
    return declaration | {"allowEmptyValue": True}  # as browsers send a form's empty fields


def schema_of(field) -> dict:
    """What one value of a field of a form may look like."""
    if isinstance(field, FigureField):
        return FIGURE | {"minimum": float(field.min_value)}
    if isinstance(field, DayField):
        return {"type": "string", "format": "date", "pattern": DAY}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, (SlugsField, forms.SlugField)):
        return {"type": "string", "pattern": SLUG}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string"} | _one_of(
            sorted({str(value) for value, _ in field.choices} - {""})
        )
    longest = {"maxLength": field.max_length} if field.max_length else {}
    return {"type": "string", "pattern": NO_NUL} | longest


def _one_of(values):
    """What can be chosen; thousands of codes as a pattern, for a list is shown and tried whole."""
    if len(values) <= MANY or not all(re.search(SLUG, value) for value in values):
        return {"enum": values} if values else {}
    families = itertools.groupby(values, key=lambda value: value[:STEM])
    words = [f"{stem}({'|'.join(value[STEM:] for value in family)})" for stem, family in families]
    return {"pattern": f"^({'|'.join(words)})$"}


def refuse_mistakes(query, *asked):
    """A ValidationError that tells by name all that is wrong in what these forms were asked."""
    mistakes = {}
    for form in asked:
        mistakes |= mistakes_of(query, form)
    if mistakes:
        raise ValidationError(mistakes)


def mistakes_of(query, form) -> dict[str, list[str]]:
    """What the form refuses, and what it would read though the schema forbids it."""
    mistakes = {name: list(told) for name, told in form.errors.items()}
    for name, field in form.fields.items():
        if name not in mistakes and (told := _mistake(query.getlist(name), field)):
            mistakes[name] = [told]
    return mistakes


def _mistake(values, field):
    """What the schema forbids of these values though the form would read them; None if nothing."""
    if isinstance(field, forms.MultipleChoiceField):
        return BLANK if len(values) > 1 and "" in values else None
    if len(values) > 1:
        return ONCE
    if values in ([], [""]) or _is_declared(values[0], field):
        return None
    return str(field.error_messages.get("invalid", TEXT))


def _is_declared(value, field):
    if isinstance(field, FigureField):
        return NUMBER.fullmatch(value)
    if isinstance(field, forms.IntegerField):
        return INTEGER.fullmatch(value)
    schema = schema_of(field) if not isinstance(field, forms.ChoiceField) else {}
    is_short = len(value) <= schema.get("maxLength", len(value))
    return is_short and re.search(schema.get("pattern", ""), value)


def in_plain_figures(query, fields):
    """A copy for the form, in which a program's 1e3 is 1000 and 0.123456789 has four decimals."""
    query = query.copy()
    for name, field in fields.items():
        value = query.get(name, "")
        is_figure = isinstance(field, FigureField) and len(value) <= LONGEST_TYPED
        if is_figure and NUMBER.fullmatch(value):
            query[name] = _plain(value)
    return query


def _plain(value):
    figure = Decimal(value)
    # Half of a ten-thousandth beyond the bounds is still beyond them, which the form refuses.
    rounding = ROUND_HALF_EVEN if 0 <= figure <= LARGEST else ROUND_UP
    try:
        return format(figure.quantize(Decimal("0.0001"), rounding), "f")
    except InvalidOperation:  # far too large: the form says so
        return value
