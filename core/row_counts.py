"""How many rows each of several queries has, asked for in one."""

from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value


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
