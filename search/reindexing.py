"""Rebuilding the index in batches: safe while the site is live, and after a kill goes on."""

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from core.bulk_upsert import upsert
from regions.models import Region
from search.dictionary import DICTIONARY
from search.models import ReindexProgress, Searchable, SearchEntry, SearchTerm
from search.models.vocabulary import words_of
from search.vectors import vector_literal

BATCH = 250
FACTS = [
    "region_id", "type", "facet", "facet_label", "site_slug", "reaches_below", "title", "head",
    "body", "path", "dated_on", "status", "publish_at", "expire_at",
]  # fmt: skip


def searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


def write_entries(model, pks, objects, lineages, *, is_sparing=False) -> list[set[str]]:
    """Write the entries of these objects at once, drop those of `pks` that are not to be found.

    For writers of many rows, in their transaction; `is_sparing` leaves entries alone that say the
    same already. Gives the words of each document that was written.
    """
    of_model = ContentType.objects.get_for_model(model)
    documents = {thing.pk: thing.search_document() for thing in objects if thing.is_indexed()}
    facts = {x.pk: x.entry_facts(documents[x.pk]) for x in objects if x.pk in documents}
    entries = SearchEntry.objects.filter(content_type=of_model)
    entries.filter(object_id__in=set(pks) - set(documents)).delete()
    if is_sparing:
        for row in entries.filter(object_id__in=documents).values("object_id", *FACTS):
            key = row.pop("object_id")
            if row == facts[key]:
                del facts[key]
    rows = []
    for key, values in facts.items():
        vector = vector_literal(documents[key], lineages[documents[key].region_id])
        rows.append(SearchEntry(content_type=of_model, object_id=key, vector=vector, **values))
    upsert(SearchEntry, rows, key=("content_type_id", "object_id"))
    words = [words_of(documents[key]) for key in facts]
    SearchTerm.objects.learn(set().union(*words))
    return words


class Rebuilding:
    """One run over all searchable objects. `is_resumed` when an earlier one was cut short."""

    def __init__(self, *, restart=False):
        if restart:
            ReindexProgress.objects.all().delete()
        self.is_resumed = ReindexProgress.objects.exists()
        self.done = dict(ReindexProgress.objects.values_list("label", "last_pk"))
        self._lineages = {r.pk: r.lineage() for r in Region.objects.only("path")}
        self._words = Counter()
        newest = SearchTerm.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._newest_term = newest or 0

    def index(self, model) -> Iterator[int]:
        """Write the entries of a model; gives the number of objects after each batch."""
        objects = model._default_manager.order_by("pk").values_list("pk", flat=True)
        while True:
            after = self.done.get(model._meta.label, 0)
            pks = list(objects.filter(pk__gt=after)[:BATCH])
            if not pks:
                return
            self._index_batch(model, pks)
            yield len(pks)

    def drop_orphans(self) -> int:
        """Remove entries whose object is gone; gives their number."""
        types = {model: ContentType.objects.get_for_model(model) for model in searchable_models()}
        dropped = SearchEntry.objects.exclude(content_type__in=types.values()).delete()[0]
        for model, of_model in types.items():
            entries = SearchEntry.objects.filter(content_type=of_model)
            objects = model._default_manager.values("pk")
            dropped += entries.exclude(object_id__in=objects).delete()[0]
        return dropped

    def finish(self):
        """Count the words, forget those that nothing holds any more, and where we were."""
        self._words.update(DICTIONARY.read())
        SearchTerm.objects.learn(self._words)
        if not self.is_resumed:
            unused = SearchTerm.objects.filter(pk__lte=self._newest_term)
            unused.exclude(word__in=list(self._words)).delete()
            self._count_words()
        ReindexProgress.objects.all().delete()

    def _count_words(self):
        terms = SearchTerm.objects.filter(word__in=list(self._words)).only("word", "entries")
        changed = []
        for term in terms.iterator():
            if term.entries != self._words[term.word]:
                term.entries = self._words[term.word]
                changed.append(term)
        SearchTerm.objects.bulk_update(changed, ["entries"], batch_size=1_000)

    @transaction.atomic
    def _index_batch(self, model, pks):
        """Objects are locked: an editor's save waits for us, or we read its result."""
        found = model._default_manager.all()
        if model.search_related:
            found = found.select_related(*model.search_related)
        objects = list(found.select_for_update(of=("self",), no_key=True).filter(pk__in=pks))
        for words in write_entries(model, pks, objects, self._lineages):
            self._words.update(words)
        label, last = model._meta.label, pks[-1]
        ReindexProgress.objects.update_or_create(label=label, defaults={"last_pk": last})
        self.done[label] = last
