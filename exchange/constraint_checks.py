"""A model's own check constraints, asked of values in hand instead of the database.

Django's validate_constraints() sends one query for each constraint of each row.
"""

import operator
from functools import cache

from django.db.models import CheckConstraint, F, Q

OPERATORS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class NotInPython(Exception):
    """This condition needs the database, which will be asked anyway when rows are written."""


@cache
def broken_by(model):
    """A function from {field name: value} to [(message, field names)] of what is violated."""
    rules = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                rule = compiled(constraint.condition)
            except NotInPython:
                continue
            message = str(constraint.get_violation_error_message())
            rules.append((rule, message, tuple(dict.fromkeys(names_in(constraint.condition)))))

    def broken(values):
        # As in SQL, only False violates; None is “unknown”.
        return [(message, names) for rule, message, names in rules if rule(values) is False]

    return broken


def values_of(target):
    """{field name: value} of an object, for broken_by()."""
    names, getter = _getter(type(target))
    return dict(zip(names, getter(target), strict=True))


@cache
def _getter(model):
    fields = model._meta.concrete_fields
    return [f.name for f in fields], operator.attrgetter(*(f.attname for f in fields))


def names_in(node):
    for child in node.children:
        if isinstance(child, Q):
            yield from names_in(child)
        else:
            yield child[0].partition("__")[0]
            if isinstance(child[1], F):
                yield child[1].name


def compiled(node):
    """Three-valued AND, OR and NOT over the lookups our constraints use."""
    parts = [compiled(c) if isinstance(c, Q) else _lookup(*c) for c in node.children]
    decisive = node.connector == Q.OR
    if node.connector not in {Q.AND, Q.OR}:
        raise NotInPython(node.connector)

    def answer(values):
        result = not decisive
        for part in parts:
            found = part(values)
            if found is decisive:
                return decisive
            result = None if found is None else result
        return result

    if not node.negated:
        return answer
    return lambda values: {True: False, False: True, None: None}[answer(values)]


def _lookup(key, wanted):
    name, _, kind = key.partition("__")
    if kind == "isnull":
        return lambda values: (values[name] is None) == wanted
    if kind == "range":
        low, high = wanted
        return _of(name, lambda value: low <= value <= high)
    if kind == "in":
        return _of(name, lambda value: value in wanted)
    if (kind or "exact") not in OPERATORS:
        raise NotInPython(key)
    compare = OPERATORS[kind or "exact"]
    if isinstance(wanted, F):
        other = wanted.name

        def against(values):
            value, limit = values[name], values[other]
            return None if value is None or limit is None else compare(value, limit)

        return against
    return _of(name, lambda value: compare(value, wanted))


def _of(name, test):
    def asked(values):
        value = values[name]
        return None if value is None else test(value)

    return asked
