"""What a table keeps of the rows of others: where it comes from and how it is written anew."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model, Q


@dataclass(frozen=True)
class Source:
    """A table of which a copy holds columns; a change there is told by `label` and a number.

    The number is in the column `key`: that of the row itself, or of the one it hangs on (the park
    of a supply). `lookup` leads from the copy's model to the row of that number, `keyed_by`.
    """

    label: str
    key: str
    keyed_by: str
    lookup: str
    columns: tuple[str, ...]

    @classmethod
    def at(cls, model: type[Model], path: str, names: tuple[str, ...]):
        """What `path` leads to from the model, with these fields of it."""
        *way, last = path.split("__")
        for name in way:
            model = model._meta.get_field(name).related_model
        relation = model._meta.get_field(last)
        source = relation.related_model._meta
        columns = tuple(source.get_field(name).column for name in names)
        if relation.one_to_many:
            lookup = "__".join(way) or "pk"
            return cls(source.label, relation.field.column, model._meta.label, lookup, columns)
        return cls(source.label, source.pk.column, source.label, path, columns)


@dataclass(frozen=True)
class Copy:
    """One kind of copy, of which every row of `model` has at most one.

    `paths` lead from the model to what is copied: {"column__site": ("slug", "region")}. `write`
    takes numbers of rows and locks them first, so that nobody's later change is overwritten; as
    many as a `batch` are written while an editor waits, and between two mails.
    """

    name: str
    model: type[Model]
    paths: dict[str, tuple[str, ...]]
    write: Callable[[list[int]], object]
    batch: int

    @cached_property
    def sources(self) -> list[Source]:
        return [Source.at(self.model, path, names) for path, names in self.paths.items()]

    def follows(self, label: str) -> bool:
        return label == self.model._meta.label or any(s.label == label for s in self.sources)

    def rows_of(self, label: str, key: int):
        """Numbers of the rows that copy from it, in order."""
        wanted = Q(pk=key) if label == self.model._meta.label else Q()
        for source in self.sources:
            if source.label == label:
                wanted |= Q(**{source.lookup: key})
        rows = self.model._default_manager.filter(wanted)
        return rows.order_by("pk").values_list("pk", flat=True).distinct()
