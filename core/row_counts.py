"""How many rows each of several queries has, asked for in one."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Func, IntegerField, QuerySet, Subquery, Value


@dataclass(frozen=True)
class Counted:
    """Rows to count; `of` names what is counted once, if not each row."""

    rows: QuerySet
    of: str = "pk"

    def under(self, name):
        """(name, number): one row, or none for none."""
        number = Count(self.of, distinct=self.of != "pk")
        named = self.rows.order_by().annotate(counted=Value(name, output_field=CharField()))
        return named.values("counted").annotate(number=number).values_list("counted", "number")


def count_each(counted: dict[str, Counted]) -> dict[str, int]:
    """The number of each by its name. One query, whatever the models; none for nothing."""
    if not counted:
        return {}
    first, *rest = [rows.under(name) for name, rows in counted.items()]
    return dict.fromkeys(counted, 0) | dict(first.union(*rest, all=True) if rest else first)


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
