"""A model's own check constraints, asked of values in hand instead of the database.

Django's validate_constraints() sends one query for each constraint of each row.
"""

import operator
from functools import cache, lru_cache

from django.db.models import CheckConstraint, F, Q

OPERATORS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
KEPT_ANSWERS = 1000  # of each constraint: rows of one list are much alike


class NotInPython(Exception):
    """This condition needs the database, which will be asked anyway when rows are written."""


@cache
def broken_by(model):
    """A function from an object to [(message, field names)] of what it violates."""
    rules = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                rule = compiled(constraint.condition)
            except NotInPython:
                continue
            message = str(constraint.get_violation_error_message())
            names = tuple(dict.fromkeys(names_in(constraint.condition)))
            rules.append((_values_of(model, names), _kept(rule, names), message, names))

    def broken(target):
        # As in SQL, only False violates; None is “unknown”.
        return [
            (message, names)
            for values_of, rule, message, names in rules
            if rule(values_of(target)) is False
        ]

    return broken


def _values_of(model, names):
    """What reads these fields from an object: a tuple, or the one value."""
    return operator.attrgetter(*(model._meta.get_field(name).attname for name in names))


def _kept(rule, names):
    """The rule as a function of what `_values_of` reads, remembering its answers."""

    @lru_cache(KEPT_ANSWERS)
    def answer(values):
        return rule(dict(zip(names, values if len(names) > 1 else (values,), strict=True)))

    return answer


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
