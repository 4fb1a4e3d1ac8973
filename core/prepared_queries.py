"""Queries that are built and compiled once in a process, and asked with other values each time.

A page that is drawn anew spends most of its time on building querysets and turning them into SQL,
which is the same SQL each time but for a few values.
"""

import copy
import datetime
import inspect
import threading
from collections.abc import Callable
from functools import cached_property, partial

from django.db import connections
from django.db.models import BooleanField, Expression, Func, QuerySet


class Slot(Expression):
    """The place of a value that is named when the query is asked."""

    allowed_default = False

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def get_group_by_cols(self):
        return []


class OneOf(Func):
    """`.filter(OneOf("pk", keys))`: what `pk__in` asks, of any number of keys in one slot."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    arity = 2
    output_field = BooleanField()


class _made_once(cached_property):  # noqa: N801 -- read as a property
    """A cached_property that one thread makes while the others wait; functools' has no lock.

    Two threads that compile one query add joins to each other's: its SQL would be wrong for as long
    as the process lives.
    """

    def __init__(self, make):
        super().__init__(make)
        self._making = threading.RLock()

    def __get__(self, instance, owner=None):
        with self._making:
            return super().__get__(instance, owner)


class Prepared[Row]:
    """`build` gives the queryset for slots in place of its arguments; called with their values.

    It must ask no clock and nothing else that changes: what is no argument stays what it was. A
    moment left in the query is refused for that reason. The rows are those that the queryset gives,
    as a list: it cannot be narrowed any further, for its SQL stands.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self._build, self._signature = build, inspect.signature(build)
        self.__doc__ = build.__doc__

    def __call__(self, **values) -> list[Row]:
        self._signature.bind(**values)
        query = copy.copy(self._rows.query)
        query.get_compiler = partial(self._compiler, values)
        rows = self._rows._chain()
        rows._query = query
        return list(rows)

    @_made_once
    def _rows(self) -> QuerySet:
        return self._build(**{name: Slot(name) for name in self._signature.parameters})

    @property
    def model(self):
        return self._rows.model

    @property
    def annotations(self) -> frozenset[str]:
        """What it gives beside the columns."""
        return frozenset(self._rows.query.annotations)

    @_made_once
    def _compiled(self):
        """(compiler, SQL, its parameters: values and slots). Its query is a copy: it is changed."""
        compiler = self._rows.query.clone().get_compiler(self._rows.db)
        sql, params = compiler.as_sql()
        if moments := [each for each in params if isinstance(each, datetime.date)]:
            raise ValueError(f"{self._build.__qualname__} would always ask for {moments[0]}")
        return compiler, sql, params

    def _compiler(self, values, using=None, connection=None, elide_empty=True):  # noqa: ARG002, FBT002 -- Query.get_compiler
        """The one that has compiled the query, for the connection of this thread."""
        prepared, sql, params = self._compiled
        bound = tuple(values[each.name] if isinstance(each, Slot) else each for each in params)
        compiler = copy.copy(prepared)
        compiler.connection = connection or connections[using]
        compiler.as_sql = lambda *_, **__: (sql, bound)
        return compiler


def prepared(build: Callable[..., QuerySet]) -> Prepared:
    return Prepared(build)
