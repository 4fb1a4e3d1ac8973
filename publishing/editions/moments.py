"""When pages change by themselves: the last time that has passed at a place, and the next."""

import datetime
from functools import cache

from django.db import connection
from django.utils import timezone

from publishing.editions.content_sources import Source, all_sources

ONE_DAY = datetime.timedelta(days=1)
NEAR = (
    "near AS (SELECT id, path FROM regions_region"
    " WHERE starts_with(path, %(path)s) OR starts_with(%(path)s, path))"
)


def moments_at(path: str, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """(the last moment not after `now`, the next after it) at a place; "" is the network.

    Pages say days: each day of the office begins one.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement(all_sources()), {"path": path, "now": now})
        passed, coming = cursor.fetchone()
    today, tomorrow = midnights(now)
    return max(filter(None, (passed, today))), min(filter(None, (coming, tomorrow)))


def midnights(now):
    """The last one and the next, by the clock of the office."""
    day = timezone.localtime(now).date()
    start = datetime.datetime.min.time()
    return tuple(
        timezone.make_aware(datetime.datetime.combine(each, start)) for each in (day, day + ONE_DAY)
    )


@cache
def statement(sources: tuple[Source, ...]) -> str:
    """SQL: (the last time that has passed, the next one) at %(path)s as of %(now)s."""
    found = " UNION ALL ".join(_probe(source) for source in sources if source.moments)
    return f"WITH {NEAR} SELECT max(passed), min(coming) FROM ({found}) found"  # noqa: S608 -- declared by us


def _probe(source):
    """SELECT of two short walks along an index for each key and column."""
    moments, rows = source.moments, source.table
    key = moments.key or (source.ways[0].key(source.model),)
    keys = moments.keys or source.ways[0].keys_near(source.model)
    named = [f"key{number}" for number in range(len(key))]
    same = " AND ".join(f"{own} = {name}" for own, name in zip(key, named, strict=True))
    where = source.where.replace("this.", "")
    walks = {
        column: f"SELECT {column} FROM {rows} WHERE {same} AND {where} AND {column}"  # noqa: S608 -- likewise
        for column in moments.columns
    }
    passed = ", ".join(
        f"({walk} <= %(now)s ORDER BY {column} DESC LIMIT 1)" for column, walk in walks.items()
    )
    coming = ", ".join(
        f"({walk} > %(now)s ORDER BY {column} LIMIT 1)" for column, walk in walks.items()
    )
    return (
        f"SELECT greatest({passed}) AS passed, least({coming}) AS coming"  # noqa: S608 -- likewise
        f" FROM ({keys}) keys ({', '.join(named)})"
    )
