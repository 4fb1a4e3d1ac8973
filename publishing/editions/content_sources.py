"""Of which tables pages are drawn, and at which places of the region tree their rows show.

The app above that knows all models declares them (portal.edition_sources). From a declaration
follow its triggers (publishing.editions.triggers) and what is asked about the passing of time
(publishing.editions.moments).
"""

from dataclasses import dataclass

from django.db.models import Model

from regions.models import Region

PREFECTURE = 2  # codes of its path: 630000/632800/
APPROVED = "this.status = 'approved'"


@dataclass(frozen=True)
class Way:
    """From a row to the regions where it shows: "column__site__region".

    `up_to`: so many codes of the path count, for what is shown all over a prefecture.
    """

    lookup: str
    up_to: int | None = None

    def key(self, model: type[Model]) -> str:
        """The column of the row at which the way begins."""
        first = model._meta.get_field(self.lookup.partition("__")[0])
        return first.column if first.concrete and not first.many_to_many else model._meta.pk.column

    def joins(self, model: type[Model], key: str) -> tuple[str, str]:
        """(tables with their joins, condition) from the value `key`; the region is `place`."""
        at, tables, condition = "", [], ""
        names = self.lookup.split("__")
        for number, name in enumerate(names, start=1):
            alias = "place" if number == len(names) else f"step{number}"
            for table, own, other in _hops(model._meta.get_field(name), alias):
                if tables:
                    tables.append(f"JOIN {table[0]} {table[1]} ON {table[1]}.{own} = {at}.{other}")
                else:
                    tables.append(f"{table[0]} {table[1]}")
                    condition = f"{table[1]}.{own} = {key}"
                at = table[1]
            model = model._meta.get_field(name).related_model
        if model is not Region:
            raise LookupError(f"{self.lookup} leads to {model.__name__}, no region")
        return " ".join(tables), condition

    def keys_near(self, model: type[Model]) -> str:
        """SQL: the values of key() whose rows show at the regions of the table `near`."""
        tables, _ = self.joins(model, "")
        first = tables.split()[1]
        return f"SELECT {first}.id FROM {tables} JOIN near ON near.id = place.id"  # noqa: S608 -- declared by us


def _hops(field, alias):
    """((table, alias), its column, the column before it) of each table on the way."""
    target = field.related_model._meta
    if field.many_to_many:
        forward = field.concrete
        relation = field if forward else field.remote_field
        through = relation.remote_field.through._meta.db_table
        near, far = relation.m2m_column_name(), relation.m2m_reverse_name()
        near, far = (near, far) if forward else (far, near)
        return [
            ((through, f"{alias}_link"), near, "id"),
            ((target.db_table, alias), target.pk.column, far),
        ]
    if field.concrete:
        return [((target.db_table, alias), target.pk.column, field.column)]
    return [((target.db_table, alias), field.field.column, "id")]


@dataclass(frozen=True)
class Moments:
    """Columns with times at which a row appears, goes or looks different by itself.

    Asked for at the end of the first way to the source's rows. Where that is not enough: `key`, the
    columns that an index has before the time, and `keys`, SQL that gives their values at the place
    asked about, from `near` (id and path of its regions, those above and those below).
    """

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    keys: str = ""


@dataclass(frozen=True)
class Source:
    """A table of which pages are drawn. Every column counts but the `quiet` ones, or `only` some.

    `ways` lead to all places where a row shows; without one every site shows it. The first is that
    of the row itself: where it finds no region the row concerns every site. `where`: rows that are
    not so, neither before nor after a change, concern nobody; it may ask the row's own columns
    alone, for others change beside it. `moving`: columns whose change takes rows of other tables to
    other places. A table declared twice has a `name` for its second triggers. Where no way of keys
    leads to the places, `places` is SQL that finds them by `place_keys`, columns of `touched`.
    """

    model: type[Model]
    ways: tuple[Way, ...] = ()
    quiet: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    where: str = ""
    moments: Moments | None = None
    moving: tuple[str, ...] = ()
    name: str = ""
    places: str = ""
    place_keys: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def keys(self) -> tuple[str, ...]:
        """The columns that decide where a row shows."""
        return self.place_keys or tuple(sorted({way.key(self.model) for way in self.ways}))

    def paths(self) -> str:
        """SQL: the places where a row shows whose columns keys() are in `touched`."""
        if self.places:
            return self.places
        if not self.ways:
            return "SELECT ''"
        first, *others = (self._path_query(way) for way in self.ways)
        return " UNION ".join([f"SELECT coalesce(({first}), '')", *others])

    def _path_query(self, way):
        tables, condition = way.joins(self.model, f"touched.{way.key(self.model)}")
        path = "place.path"
        if way.up_to:
            path = f"substring(place.path FROM '^(?:[^/]*/){{1,{way.up_to}}}')"
        return f"SELECT {path} FROM {tables} WHERE {condition}"  # noqa: S608 -- declared by us


_sources: list[Source] = []


def register(sources):
    """The app above that knows all models tells which are shown."""
    _sources.extend(sources)


def all_sources() -> tuple[Source, ...]:
    return tuple(_sources)
