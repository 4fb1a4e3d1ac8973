"""How many rows each of several queries has, asked for in one and no further than anybody reads."""

from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Func, IntegerField, QuerySet, Subquery

MOST = 999


@dataclass(frozen=True)
class Counted:
    """Rows to count; `of` names what is counted once, if not each row.

    Counted is no further than one beyond `most`.
    """

    rows: QuerySet
    of: str = "pk"
    most: int = MOST

    def statement(self):
        """SQL and values of the rows that are counted; raises EmptyResultSet where none can be."""
        rows = self.rows.order_by().values(self.of)
        if self.of != "pk":
            rows = rows.exclude(**{self.of: None}).distinct()
        return rows[: self.most + 1].query.sql_with_params()


def count_each(counted: dict[str, Counted]) -> dict[str, int]:
    """The number of each by its name. One query, whatever the models; none for nothing."""
    statements = {}
    for name, rows in counted.items():
        with suppress(EmptyResultSet):
            statements[name] = rows.statement()
    numbers = dict.fromkeys(counted, 0)
    if statements:
        sql = " UNION ALL ".join(
            f"SELECT %s, count(*) FROM ({sql}) AS counted"  # noqa: S608 -- Django's own SQL
            for sql, _ in statements.values()
        )
        values = [value for name, (_, own) in statements.items() for value in (name, *own)]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            numbers |= dict(cursor.fetchall())
    return numbers


def in_figures(number: int) -> str:
    """As it is shown: what goes beyond MOST was not counted to its end."""
    return f"{number}" if number <= MOST else f"{MOST:,}+"


class _Rows(Subquery):
    empty_result_set_value = NotImplemented  # of a query without rows nothing is left to count


class _RowsOf(Func):
    """How many rows a subquery has."""

    template = "(SELECT count(*) FROM %(expressions)s AS counted)"
    output_field = IntegerField()


def count_up_to(limit: int, querysets: list[QuerySet]) -> list[int]:
    """The number of rows of each queryset of one model, `limit` where there are as many or more.

    One query; no table is read further than to the limit.
    """
    if not querysets:
        return []
    rows = (queryset.order_by().values("pk")[:limit] for queryset in querysets)
    counts = (_RowsOf(_Rows(found)) for found in rows)
    found = querysets[0].model._base_manager.order_by().values_list(*counts)[:1]
    return list(*found) or [0] * len(querysets)
