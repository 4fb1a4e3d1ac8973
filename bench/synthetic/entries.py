"""Search entries by the hundred thousand, written with COPY past the objects they would belong to.

They point at no object: their content type is that of SearchEntry itself and their numbers are
negative, so that `clear` finds them all and nothing else (and `manage.py reindex` drops them).
"""

import datetime
from collections.abc import Callable
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Min

from bench.synthetic.words import Author, vocabulary
from core.bulk_upsert import copy_rows
from regions.models import Region, Site
from search.models import SearchEntry, SearchTerm
from search.tokenizer import title_tokens
from search.vectors import fact_tokens, literal, places_of

Type = SearchEntry.Type
SHARES = {Type.ARTICLE: 55, Type.LISTING: 25, Type.POLICY: 15, Type.PAGE: 4, Type.PARK: 1}
FACETS = {
    Type.ARTICLE: ("news", "trends", "notice", "projects", "media"),
    Type.LISTING: ("land", "factory", "warehouse", "office"),
    Type.POLICY: ("enterprise", "funding", "talent", "land", "green"),
    Type.PARK: ("provincial", "chemical", "local"),
    Type.PAGE: ("",),
}
OWN_PAGES = {Type.ARTICLE, Type.PAGE}
YEARS = 10
LATE = 0.1
BATCH = 5_000
INDEX_MEMORY = "512MB"
COLUMNS = (
    "region_id", "content_type_id", "object_id", "type", "facet", "facet_label", "site_slug",
    "reaches_below", "title", "head", "body", "path", "dated_on", "status", "publish_at",
    "expire_at", "vector",
)  # fmt: skip


def make_entries(number: int, report: Callable[[int], None] = lambda done: None) -> None:
    """Add `number` entries, in transactions of BATCH; `report` hears how many are done."""
    with _without_index():
        _write_all(number, report)
    SearchTerm.objects.learn(vocabulary())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {connection.ops.quote_name(SearchEntry._meta.db_table)}")


def _write_all(number, report):
    start = -(_marked().aggregate(lowest=Min("object_id"))["lowest"] or 0)
    writer = _Writer(start, number)
    for done in range(0, number, BATCH):
        size = min(BATCH, number - done)
        with transaction.atomic():
            copy_rows(SearchEntry._meta.db_table, COLUMNS, writer.rows(start + done + 1, size))
        report(done + size)


@contextmanager
def _without_index():
    """Building the index afterwards takes a tenth of the time; until then search is slow."""
    vector = next(i for i in SearchEntry._meta.indexes if i.name == "search_entry_vector")
    with connection.schema_editor(atomic=False) as editor:
        editor.remove_index(SearchEntry, vector)
    try:
        yield
    finally:
        with connection.schema_editor(atomic=False) as editor:
            editor.execute(f"SET maintenance_work_mem = '{INDEX_MEMORY}'")
            editor.add_index(SearchEntry, vector)
            editor.execute("RESET maintenance_work_mem")


def clear_entries() -> int:
    """Remove what make_entries wrote; gives the number."""
    return _marked()._raw_delete("default")


def count_entries() -> int:
    return _marked().count()


def _marked():
    own = ContentType.objects.get_for_model(SearchEntry)
    return SearchEntry.objects.filter(content_type=own, object_id__lt=0)


class _Writer:
    """Rows of COLUMNS: places by size of their site's region, the last years the fullest."""

    def __init__(self, first, total):
        self.first, self.total = first, total
        self.author = Author(first)
        self.random = self.author.random
        self.content_type = ContentType.objects.get_for_model(SearchEntry).pk
        self.today = datetime.date.today()
        self.sites = list(Site.objects.live().select_related("region").order_by("pk"))
        self.regions = list(Region.objects.order_by("path"))
        self.near = [r for r in self.regions if self._is_near(r)] or self.regions

    def _is_near(self, region):
        return any(region.path.startswith(site.region.path) for site in self.sites)

    def rows(self, first, size):
        return (self._row(number) for number in range(first, first + size))

    def _row(self, number):
        kind = self.random.choices(list(SHARES), weights=SHARES.values())[0]
        facet = self.random.choice(FACETS[kind])
        site, region = self._place(kind)
        dated_on = self._date(number)
        is_above = kind == Type.POLICY and region.level < Region.Level.COUNTY
        places = places_of(region.lineage(), site.slug if site else "", reaches_below=is_above)
        facts = fact_tokens(kind, facet, dated_on, places)
        title, body, vector = self._text(region, facts)
        expires = f"{dated_on + datetime.timedelta(days=30)} 00:00Z" if number % 33 == 0 else None
        return (
            region.pk, self.content_type, -number, kind.value, facet, facet,
            site.slug if site else "", is_above, title, f"\n{title}\n", body,
            f"load/{number}/", dated_on, "approved", f"{dated_on} 00:00Z", expires, vector,
        )  # fmt: skip

    def _date(self, number):
        """Oldest first, as content comes in, the last years the fullest; a tenth comes late."""
        is_late = self.random.random() < LATE
        age = (
            1 - self.random.random() if is_late else 1 - (number - self.first) / self.total
        ) ** 1.6
        return self.today - datetime.timedelta(days=int(365 * YEARS * age))

    def _place(self, kind):
        if kind in OWN_PAGES and self.sites:
            site = self.random.choice(self.sites)
            return site, site.region
        is_near = self.random.random() < 0.7
        return None, self.random.choice(self.near if is_near else self.regions)

    def _text(self, region, facts):
        title_words = self.author.words(self.random.randint(3, 6))
        body_words = self.author.words(self.random.randint(30, 160))
        title = f"{region.short_name}{''.join(title_words)}"
        heads = title_tokens(title)
        plain = {*title_words, *body_words, *(t for t in heads if len(t) > 1), region.short_name}
        vector = literal([*plain, *(f"^{token}" for token in heads), *facts])
        return title, self.author.sentences(body_words), vector
